package io.confluenceconnector.simulator.platform;

import java.util.Map;
import java.util.Optional;

/**
 * One record of the knowledge base, as it is now.
 *
 * @param byteSize        as declared by the last registration
 * @param ownerId         the scope's id
 * @param ingestionConfig empty when none was sent
 * @param sha256          hexadecimal, of the bytes in use; empty before the first finalisation, {@code crc32c:…} under
 *                        {@link Checksum#CRC32C}
 * @param uploadedBytes   length of the bytes in use
 * @param finalised       whether the last registration was finalised; an older version's bytes stay in use until then
 * @param body            text of the bytes in use, when bodies are kept and it is short text
 */
public record StoredContent(String id, String key, String title, String mimeType, long byteSize, String url, String ownerId,
        String ownerType, Map<String, Object> metadata, Map<String, Object> ingestionConfig, String sourceKind,
        String sourceName, String baseUrl, boolean storeInternally, String sha256, long uploadedBytes, boolean finalised,
        String ingestionState, int timesRegistered, int timesFinalised, Optional<String> body) { }
