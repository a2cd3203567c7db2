package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.gateway.TransientException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import java.io.InputStream;
import java.util.Locale;

/** Reads the one answer that Data Center may give in XML although JSON is asked for: the manifest. */
public final class XmlAnswer {

    /** Whether an answer says that it is XML. */
    public boolean isXml(@Header(Exchange.CONTENT_TYPE) String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("xml");
    }

    /**
     * The texts of the elements right below the root, as JSON fields. Entities and DTDs are refused (S19).
     *
     * @throws TransientException when it is not well-formed, or declares a document type
     */
    public ObjectNode read(@Body InputStream body) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(body);
            StringBuilder text = new StringBuilder();
            for (int depth = 0; reader.hasNext();) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD ->
                            throw new XMLStreamException("A document type is not accepted");
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        text.setLength(0);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (depth == 2) {
                            fields.put(reader.getLocalName(), text.toString().trim());
                        }
                        depth--;
                    }
                    default -> {
                    }
                }
            }
            return fields;
        } catch (XMLStreamException e) {
            throw new TransientException("Confluence answered with XML that is not well-formed or declares a document type");
        }
    }
}
