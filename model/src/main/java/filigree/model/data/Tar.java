package filigree.model.data;

import filigree.model.error.UserFacingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Takes files of known names out of a tar archive, into memory; nothing is written to a disk.
///
/// Source: POSIX.1-1988, `ustar`: blocks of 512 bytes, a head with name, size and checksum in octal
/// digits, then the content, padded to whole blocks.
final class Tar {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int SUM_AT = 148;
    private static final int SUM_BYTES = 8;
    private static final int KIND_AT = 156;

    private final String name;
    private final Unpacked in;

    /// @param name of the archive, for errors
    /// @param in at its beginning
    Tar(String name, Unpacked in) {
        this.name = name;
        this.in = in;
    }

    /// Reads to the end of the archive.
    ///
    /// @param wanted last parts of names; folders before them do not matter
    /// @param limit most bytes of one file
    /// @return the content of each that is there
    /// @throws UserFacingException if the archive is damaged or a file too large
    Map<String, byte[]> read(Set<String> wanted, int limit) {
        Map<String, byte[]> found = new TreeMap<>();
        while (true) {
            byte[] head = in.read(BLOCK);
            if (head.length == 0 || (head.length == BLOCK && isEmpty(head))) {
                return found;
            }
            if (head.length < BLOCK || octal(head, SUM_AT, SUM_BYTES) != sum(head)) {
                throw damaged();
            }
            long size = octal(head, SIZE_AT, SIZE_BYTES);
            if (size < 0) {
                throw damaged();
            }
            String file = lastPart(head);
            boolean regular = head[KIND_AT] == '0' || head[KIND_AT] == 0;
            if (regular && wanted.contains(file)) {
                if (size > limit) {
                    throw new UserFacingException("data-too-large", file, limit);
                }
                found.put(file, take((int) size));
                skip(Math.ceilDiv(size, BLOCK) * BLOCK - size);
            } else {
                skip(Math.ceilDiv(size, BLOCK) * BLOCK);
            }
        }
    }

    private byte[] take(int size) {
        byte[] content = in.read(size);
        if (content.length < size) {
            throw damaged();
        }
        return content;
    }

    private void skip(long bytes) {
        for (long left = bytes; left > 0; ) {
            int n = in.read((int) Math.min(left, 1 << 16)).length;
            if (n == 0) {
                throw damaged();
            }
            left -= n;
        }
    }

    private static boolean isEmpty(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /// Sum of the head's bytes, those of the sum itself counted as blanks.
    private static long sum(byte[] head) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= SUM_AT && i < SUM_AT + SUM_BYTES;
            sum += own ? ' ' : Byte.toUnsignedInt(head[i]);
        }
        return sum;
    }

    /// Returns a number in octal digits, or -1 if it is none.
    private static long octal(byte[] head, int from, int length) {
        String digits =
                new String(head, from, length, StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ')
                        .strip();
        return digits.matches("[0-7]{1,11}") ? Long.parseLong(digits, 8) : -1;
    }

    private static String lastPart(byte[] head) {
        int end = 0;
        while (end < NAME_BYTES && head[end] != 0) {
            end++;
        }
        String path = new String(head, 0, end, StandardCharsets.UTF_8);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private UserFacingException damaged() {
        return new UserFacingException("tar-damaged", name, in.count());
    }
}
