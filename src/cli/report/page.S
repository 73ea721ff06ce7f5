/* The template of the page, which page.cmake made: what stands before the data and behind. */
    .section .rodata
    .global zn_report_page_head
    .global zn_report_page_tail
    .hidden zn_report_page_head
    .hidden zn_report_page_tail
zn_report_page_head:
    .incbin ZN_PAGE_HEAD
    .byte 0
zn_report_page_tail:
    .incbin ZN_PAGE_TAIL
    .byte 0
    .section .note.GNU-stack, "", %progbits
