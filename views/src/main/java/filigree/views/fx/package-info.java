/// The JavaFX thread and its pulses. Nothing outside this package touches `Platform` or
/// `AnimationTimer`.
package filigree.views.fx;
