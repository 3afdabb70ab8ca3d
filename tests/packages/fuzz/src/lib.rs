//! Random programs of cells, interrupt lines, registers and devices: all that the model makes of them, against all that an independent oracle foretells.

pub mod cells;
mod chance;
pub mod compare;
pub mod corpus;
pub mod coverage;
pub mod execute;
pub mod generate;
pub mod oracle;
pub mod outcome;
pub mod program;
pub mod run;
pub mod shrink;
pub mod text;
pub mod valid;
