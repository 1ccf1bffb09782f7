package filigree.model.file;

/// The element types that a safetensors file may name.
public enum DType {
    F32(32, true),
    I32(32, true),
    I64(64, true),
    U8(8, true),
    BOOL(8, true),
    I8(8, false),
    I16(16, false),
    U16(16, false),
    F16(16, false),
    BF16(16, false),
    U32(32, false),
    U64(64, false),
    F64(64, false),
    C64(64, false),
    F8_E4M3(8, false),
    F8_E5M2(8, false),
    F8_E8M0(8, false),
    F8_E4M3FNUZ(8, false),
    F8_E5M2FNUZ(8, false),
    F6_E2M3(6, false),
    F6_E3M2(6, false),
    F4(4, false);

    private final int bits;
    private final boolean readable;

    DType(int bits, boolean readable) {
        this.bits = bits;
        this.readable = readable;
    }

    /// Bits of one element.
    public int bits() {
        return bits;
    }

    /// Whether values of this type can be read and written here; others are only listed.
    public boolean readable() {
        return readable;
    }
}
