/**
 * Page images (P15): gets a page's body in storage format, finds its image macros by position, and decides which become
 * part of the page. Hands on the body with images in the place of those macros and every other byte as it was.
 */
package io.confluenceconnector.pageimages;
