/**
 * Page upload and attachment upload (P10): gets planned items, decides what is registered, uploaded and finalised, and
 * keeps count of what failed. Bodies of pages come in batches; attachments are streamed and never held.
 */
package io.confluenceconnector.ingestion;
