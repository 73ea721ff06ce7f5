/* The archive that src/tools/embed.c wrote, as read-only data. */
    .section .rodata
    .global zn_embedded_archive
    .hidden zn_embedded_archive
    .balign 64
zn_embedded_archive:
    .incbin ZN_ARCHIVE_FILE
    .byte 0
    .balign 64
    .section .note.GNU-stack, "", %progbits
