package filigree.model.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A report as a strict reader sees it.
///
/// @param source the file's text
/// @param document the same, parsed as XML
record Parsed(String source, Document document) {
    private static final String DOCTYPE = "<!DOCTYPE html>\n";

    static Parsed of(Path file) {
        try {
            String source = Files.readString(file);
            if (!source.startsWith(DOCTYPE)) {
                throw new IllegalStateException("no doctype");
            }
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var text = new StringReader(source.substring(DOCTYPE.length()));
            return new Parsed(source, factory.newDocumentBuilder().parse(new InputSource(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("not well-formed: " + e.getMessage(), e);
        }
    }

    /// Everything a person reads.
    String text() {
        return document.getElementsByTagName("body")
                .item(0)
                .getTextContent()
                .replace('\u00a0', ' ');
    }

    List<Element> elements(String tag) {
        var nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /// The texts of the cells of the first row that begins with `first`.
    List<String> row(String first) {
        for (Element row : elements("tr")) {
            List<String> cells = new ArrayList<>();
            for (var c = row.getFirstChild(); c != null; c = c.getNextSibling()) {
                cells.add(c.getTextContent().replace('\u00a0', ' '));
            }
            if (!cells.isEmpty() && cells.getFirst().equals(first)) {
                return cells;
            }
        }
        throw new IllegalStateException("no row " + first);
    }
}
