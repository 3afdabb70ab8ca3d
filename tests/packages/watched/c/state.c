/* A static of a function, as C has them. */
unsigned next_in_c(void) {
    static unsigned count;
    return ++count;
}
