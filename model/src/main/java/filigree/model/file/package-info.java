/// Files that survive a crash and refuse what is damaged: atomic replacement, JSON and JSON lines,
/// safetensors, PNG. Nothing here knows what training is.
package filigree.model.file;
