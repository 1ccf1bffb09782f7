package filigree.views.shell;

/// Where a person is in the window: kept when the run or the language changes.
///
/// @param view chosen tab, from 0
record Place(int view) {
    static final Place START = new Place(0);
}
