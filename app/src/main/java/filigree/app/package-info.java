/// The command line and the start of the window. A command reads its arguments, asks the core, and
/// writes words of `messages.properties`; nothing here computes.
package filigree.app;
