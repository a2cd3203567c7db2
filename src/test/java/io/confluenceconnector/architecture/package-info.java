/** Rules that hold for the program as a whole. */
package io.confluenceconnector.architecture;
