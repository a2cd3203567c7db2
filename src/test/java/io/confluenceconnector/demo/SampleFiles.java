package io.confluenceconnector.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.imageio.ImageIO;

/** Makes small files of the types that people attach; the same name always gives the same content. */
final class SampleFiles {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 160;

    private SampleFiles() {
    }

    /** Bytes with the media type that the uploader's browser names. */
    record File(String mediaType, byte[] bytes) {
    }

    static File named(String fileName) {
        try {
            return switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
                case "png" -> new File("image/png", png(fileName));
                case "pdf" -> new File("application/pdf", pdf(fileName));
                case "csv" -> new File("text/csv", csv(fileName));
                case "txt" -> new File("text/plain", text(fileName));
                case "docx" -> new File("application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        zip("word/document.xml", "<w:document><w:p>" + fileName + "</w:p></w:document>"));
                case "zip" -> new File("application/zip", zip("firmware.bin", fileName.repeat(50)));
                default -> throw new IllegalArgumentException("no sample of this type: " + fileName);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Random randomOf(String fileName) {
        return new Random(fileName.hashCode());
    }

    /** A sky, a sun and some hills. */
    private static byte[] png(String fileName) throws IOException {
        Random random = randomOf(fileName);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.getHSBColor(0.55f, 0.2f + random.nextFloat() / 3, 0.95f));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(random.nextInt(WIDTH - 40), random.nextInt(40), 32, 32);
        for (int hill = 0; hill < 5; hill++) {
            graphics.setColor(Color.getHSBColor(0.25f + random.nextFloat() / 8, 0.7f, 0.8f - hill / 8f));
            graphics.fillOval(random.nextInt(WIDTH) - 80, HEIGHT / 2 + hill * 12, 160, 140);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] pdf(String fileName) {
        return ("%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
                + "2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\n% " + fileName + "\n" + noise(fileName, 40)
                + "trailer << /Root 1 0 R >>\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] csv(String fileName) {
        Random random = randomOf(fileName);
        return IntStream.rangeClosed(1, 60)
                .mapToObj(row -> row + ";\"" + fileName + "\";" + random.nextInt(1000) / 10.0)
                .collect(Collectors.joining("\r\n", "no;source;value\r\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] text(String fileName) {
        return (fileName + " — grüße, ½ Tasse ☕\n" + noise(fileName, 12)).getBytes(StandardCharsets.UTF_8);
    }

    private static String noise(String fileName, int lines) {
        Random random = randomOf(fileName);
        return IntStream.range(0, lines).mapToObj(line -> Long.toHexString(random.nextLong()) + "\n")
                .collect(Collectors.joining());
    }

    private static byte[] zip(String entry, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
