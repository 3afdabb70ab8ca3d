//! What the files of `c/` define.

use core::ffi::c_int;

unsafe extern "C" {
    // audit.c, unwatched/reads.c
    pub safe fn number_is() -> c_int;
    pub safe fn pair_by_value() -> u32;
    pub safe fn read_only_here(at: *const u32) -> u32;

    // tearing.c
    pub safe fn store_u16();
    pub safe fn store_u32();
    pub safe fn store_u64();
    pub safe fn store_volatile();
    pub safe fn store_packed();
    pub safe fn load_u16() -> bool;
    pub safe fn load_u32() -> bool;
    pub safe fn load_u64() -> bool;
    pub safe fn load_volatile() -> bool;
    pub safe fn load_packed() -> bool;

    // asserting.c
    pub safe fn count_wide();
    pub safe fn wide_is_whole();

    // counting.c
    pub safe fn count_plain();
    pub safe fn plain_counts() -> u32;
    pub safe fn count_atomic();
    pub safe fn atomic_counts() -> u32;
    pub safe fn count_exclusive();
    pub safe fn exclusive_counts() -> u32;
    pub safe fn handler_counts();
    pub safe fn handler_has_counted() -> bool;
    pub safe fn set_main_s_bit();
    pub safe fn set_handler_s_bit();
    pub safe fn bits_are_set() -> bool;
    pub safe fn there_and_back();
    pub safe fn exclusive_store_after_aba() -> bool;

    // copies.c
    pub safe fn store_block();
    pub safe fn store_block_of_another();
    pub safe fn store_block_memcpy();
    pub safe fn store_block_memset();
    pub safe fn store_block_loop();
    pub safe fn load_block() -> bool;
    pub safe fn load_block_memcpy() -> bool;
    pub safe fn load_block_memmove() -> bool;
    pub safe fn load_block_memcmp() -> bool;
    pub safe fn load_block_loop() -> bool;

    // sections.c
    pub safe fn store_pair();
    pub safe fn in_no_section() -> bool;
    pub safe fn in_atomic_block() -> bool;
    pub safe fn in_atomic_block_forced() -> bool;
    pub safe fn in_nonatomic_block() -> bool;
    pub safe fn with_sreg() -> bool;
    pub safe fn sreg_says() -> bool;
    pub safe fn with_primask() -> bool;
    pub safe fn with_basepri() -> bool;
    pub safe fn with_nvic() -> bool;
    pub safe fn in_section_of_another() -> bool;
    pub safe fn in_section_that_another_ends() -> bool;
    pub safe fn pends_itself() -> bool;
    pub safe fn takes_back_a_request() -> bool;

    // sleeping.c
    pub safe fn work_comes();
    pub safe fn waits_on_avr_badly();
    pub safe fn waits_on_avr();
    pub safe fn waits_by_wfi_badly();
    pub safe fn waits_by_wfi();
    pub safe fn waits_by_wfe();
    pub safe fn spins();

    // state.c
    pub safe fn next_in_c() -> u32;

    // bugs/microcore_millis.c
    pub safe fn WDT_vect();
    pub safe fn millis() -> u32;
    pub safe fn millis_repaired() -> u32;

    // bugs/nuttx_serial.c
    pub safe fn USART_RX_vect();
    pub safe fn uart_fionread() -> c_int;
    pub safe fn uart_fionread_repaired() -> c_int;

    // bugs/cbuf.c
    pub safe fn usb_isr();
    pub safe fn usb_last_sent() -> u8;
    pub safe fn usb_putc(byte: u8);
    pub safe fn usb_putc_repaired(byte: u8);

    // bugs/arduino_ring.c
    pub safe fn Serial_IrqHandler();
    pub safe fn Serial_received() -> bool;
    pub safe fn Serial_read() -> c_int;
    pub safe fn Serial_read_repaired() -> c_int;

    // bugs/bitbox_queue.c
    pub safe fn USB_Handler();
    pub safe fn queue_pull() -> *const u8;
    pub safe fn USB_Handler_repaired();
    pub safe fn queue_pull_repaired() -> *const u8;

    // right.c
    pub safe fn ring_put(byte: u8);
    pub safe fn ring_get() -> c_int;
    pub safe fn TIMER0_COMPA_vect();
    pub safe fn clock_now() -> u32;
    pub safe fn clock_now_by_rereading() -> u32;
}
