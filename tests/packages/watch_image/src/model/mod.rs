#[path = "../../../../../src/model/watch/image/mod.rs"]
mod image;
// By this name, its statics are the program's, and not the module's.
mod tests;
