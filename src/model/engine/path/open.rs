//! What is open in a search: of each decision, which ways are over and which are to come.

use super::{Decision, Kind, Path};

/// What is decided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::model::engine) enum Of {
    /// Something else than who arrives: whether what pends comes now or a little later, too.
    Ways,
    /// Who arrives, and in the end nobody.
    Arrivals,
    /// The same, nobody first.
    NobodyFirst,
}

/// How far a decision is searched.
pub(in crate::model::engine) enum Open {
    /// So many ways are over, of so many.
    Ways { over: usize, all: usize },
    /// Someone arrives: so many did already, of so many. Then nobody does.
    Arrivals { over: usize, all: usize },
    /// Nobody arrives: the last way.
    Nobody,
    /// Nobody arrives, and then someone.
    NobodyFirst,
    /// Nobody did. So many arrived already, of so many.
    NobodyWas { over: usize, all: usize },
}

impl Decision {
    fn is_of(&self) -> Of {
        match self.kind {
            Kind::All | Kind::Fixed | Kind::Wait { .. } => Of::Ways,
            Kind::Arrivals(ref arrivals) if arrivals.late => Of::Ways,
            Kind::Arrivals(_) => Of::Arrivals,
            Kind::Every => Of::NobodyFirst,
        }
    }

    fn open(&self) -> Open {
        let (taken, of) = (self.taken as usize, self.of.max(1) as usize);
        match &self.kind {
            Kind::Fixed | Kind::Wait { .. } => Open::Ways { over: 0, all: 1 },
            Kind::All => Open::Ways { over: taken, all: of },
            Kind::Arrivals(arrivals) if arrivals.late => {
                let over = if taken == 0 { arrivals.ways - 1 } else { arrivals.done.len() };
                Open::Ways { over, all: arrivals.ways }
            }
            Kind::Arrivals(_) if taken == 0 => Open::Nobody,
            Kind::Arrivals(arrivals) => {
                Open::Arrivals { over: arrivals.done.len(), all: arrivals.ways.max(2) - 1 }
            }
            Kind::Every if taken == 0 => Open::NobodyFirst,
            Kind::Every => Open::NobodyWas { over: taken - 1, all: of - 1 },
        }
    }
}

impl Path {
    /// How many decisions are made.
    pub(in crate::model::engine) fn length(&self) -> usize {
        self.decisions.len()
    }

    /// From some decision on, what each decides, and how many arrived before it.
    pub(in crate::model::engine) fn decided_from(&self, first: usize) -> impl Iterator<Item = (Of, usize)> {
        let mut level = 0;
        let all = self.decisions.iter().map(move |decision| {
            let (of, before) = (decision.is_of(), level);
            level += usize::from(of != Of::Ways && decision.taken != 0);
            (of, before)
        });
        all.skip(first)
    }

    /// Its decisions, from the first on.
    pub(in crate::model::engine) fn open(&self) -> impl DoubleEndedIterator<Item = Open> + ExactSizeIterator {
        self.decisions.iter().map(Decision::open)
    }
}
