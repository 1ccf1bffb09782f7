package filigree.views.shell;

import java.util.Optional;

/// Where a person is in the window: kept when the run or the language changes.
///
/// @param view chosen tab, from 0
/// @param recipeFolded whether the recipe was folded away; empty leaves it to the window
record Place(int view, Optional<Boolean> recipeFolded) {
    static final Place START = new Place(0, Optional.empty());
}
