/// Reports: one or several runs as one HTML file that opens anywhere and prints well.
package filigree.model.report;
