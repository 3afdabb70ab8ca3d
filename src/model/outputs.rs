//! Where a [`Setup`] wants its failures drawn, and its reports written down.

use super::setup::Setup;
use std::path::PathBuf;

/// Where to write it.
impl Setup {
    /// Draws the failing schedule into this file, as SVG ([`Failure::svg`](super::Failure::svg)), and makes the folder. A check that passes leaves the file alone. For any check:
    /// `IRQSHARE_SVG=folder` in the environment.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let file = std::env::temp_dir().join(format!("irqshare_option_{}.svg", std::process::id()));
    /// let setup = Setup::avr().svg(&file); // "target/driver.svg", say
    /// let _ = model::try_check(&setup, |cpu, _main| assert_ne!(cpu.any([1, 2]), 2));
    /// assert!(std::fs::read_to_string(&file)?.contains("</svg>"));
    /// # std::fs::remove_file(&file)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn svg(mut self, file: impl Into<PathBuf>) -> Self {
        self.svg = Some(file.into());
        self
    }

    /// Writes the report or the failure into this file, as JSON ([`Report::json`](super::Report::json), [`Failure::json`](super::Failure::json)), and makes the folder. A check that
    /// can't write its report fails. For any check: `IRQSHARE_JSON=folder` in the environment.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let file = std::env::temp_dir().join(format!("irqshare_option_{}.json", std::process::id()));
    /// let setup = Setup::avr().json(&file); // "target/driver.json", say: for CI to keep
    /// model::check(&setup, |cpu, _main| assert!(cpu.any([1, 2]) < 3));
    /// let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    /// assert_eq!(json["report"]["complete"], true);
    /// # std::fs::remove_file(&file)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn json(mut self, file: impl Into<PathBuf>) -> Self {
        self.json = Some(file.into());
        self
    }
}
