package io.confluenceconnector.simulator.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** How uploads are summed up while they stream past. */
public enum Checksum {

    /** The default: exact, about half a gigabyte per second. */
    SHA_256 {
        @Override
        Running start() {
            try {
                return new Sha256(MessageDigest.getInstance("SHA-256"));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    },

    /** For benchmarks with large uploads: several gigabytes per second. */
    CRC32C {
        @Override
        Running start() {
            return new Crc(new CRC32C());
        }
    };

    abstract Running start();

    /** A checksum in the making. */
    interface Running {
        void update(byte[] bytes, int length);

        String hex();
    }

    private record Sha256(MessageDigest digest) implements Running {
        @Override
        public void update(byte[] bytes, int length) {
            digest.update(bytes, 0, length);
        }

        @Override
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private record Crc(CRC32C crc) implements Running {
        @Override
        public void update(byte[] bytes, int length) {
            crc.update(bytes, 0, length);
        }

        @Override
        public String hex() {
            return "crc32c:" + HexFormat.of().toHexDigits((int) crc.getValue());
        }
    }
}
