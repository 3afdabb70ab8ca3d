//! Random programs of cell operations: all that the model makes of them, against all that an independent oracle foretells.

pub mod cells;
pub mod compare;
pub mod corpus;
pub mod coverage;
pub mod execute;
pub mod generate;
pub mod oracle;
pub mod program;
pub mod run;
pub mod text;
pub mod valid;
