extern volatile uint8_t UDR0;
