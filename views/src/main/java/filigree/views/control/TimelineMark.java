package filigree.views.control;

/// A change made by hand during a run.
///
/// @param step before which it acted
/// @param what was changed, in words: `Target sparsity`
/// @param change from old to new, with unit: `80 → 90 %`
public record TimelineMark(long step, String what, String change) {}
