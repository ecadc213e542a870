package io.leat.runtime.plugin;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a class file: who the class is and what it extends and implements. Reading it costs a fraction of loading
 * the class and runs none of the plugin's code.
 *
 * <pre>
 * u4 magic  u2 minor  u2 major
 * u2 constant_pool_count  cp_info[count - 1]
 * u2 access_flags  u2 this_class  u2 super_class
 * u2 interfaces_count  u2 interfaces[count]   …
 * </pre>
 *
 * Source: Java Virtual Machine Specification, chapter 4.
 *
 * @param parents the superclass and the interfaces, by binary name
 */
record ClassFile(String name, boolean instantiable, List<String> parents) {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;

    static ClassFile read(InputStream bytes) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(bytes));
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.skipNBytes(4);
        var pool = Pool.read(in);
        var flags = in.readUnsignedShort();
        var name = pool.className(in.readUnsignedShort());
        var parents = new ArrayList<String>();
        var superclass = in.readUnsignedShort();
        if (superclass != 0) {
            parents.add(pool.className(superclass));
        }
        for (var left = in.readUnsignedShort(); left > 0; left--) {
            parents.add(pool.className(in.readUnsignedShort()));
        }
        var instantiable = Modifier.isPublic(flags) && !Modifier.isAbstract(flags) && !Modifier.isInterface(flags);
        return new ClassFile(name, instantiable, List.copyOf(parents));
    }

    /** The constants that name classes; all others are skipped. */
    private record Pool(@Nullable String[] texts, int[] classes) {

        static Pool read(DataInputStream in) throws IOException {
            var count = in.readUnsignedShort();
            var texts = new @Nullable String[count];
            var classes = new int[count];
            for (var i = 1; i < count; i++) {
                var tag = in.readUnsignedByte();
                switch (tag) {
                    case UTF8 -> texts[i] = in.readUTF();
                    case CLASS -> classes[i] = in.readUnsignedShort();
                    default -> in.skipNBytes(length(tag));
                }
                if (tag == LONG || tag == DOUBLE) {
                    i++; // these take two places in the pool
                }
            }
            return new Pool(texts, classes);
        }

        private static int length(int tag) throws IOException {
            return switch (tag) {
                case 8, 16, 19, 20 -> 2;
                case 15 -> 3;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
                case LONG, DOUBLE -> 8;
                default -> throw new IOException("unknown constant of kind " + tag + " in a class file");
            };
        }

        String className(int index) throws IOException {
            var text = texts[classes[index]];
            if (text == null) {
                throw new IOException("a class constant without a name in a class file");
            }
            return text.replace('/', '.');
        }
    }
}
