//! Which file imports which: the `use`s and the paths of source files, followed through re-exports to the file that defines the name.
//!
//! It reads enough of Rust for these sources. A name that a macro makes counts as its module's; a call of a method is no import.

use crate::tokens::tokens;
use std::collections::{BTreeMap, BTreeSet};

/// What a name follows that is defined.
const DEFINES: [&str; 9] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "mod"];

/// Source files, by their path below `src`.
#[derive(Default)]
pub struct Tree {
    files: BTreeMap<String, Source>,
    /// `::model::engine::path`, and its file. Several files may stand for one module, each under its own `cfg`.
    modules: BTreeMap<String, Vec<String>>,
    /// Each file, and the files that it names something of.
    imports: BTreeMap<String, BTreeSet<String>>,
    /// The same without what it only hands on, `pub use`: that counts for the files that name it there.
    uses: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Default)]
struct Source {
    module: String,
    taken: Vec<Taken>,
    /// The words of its code, outside of `use`s.
    words: BTreeSet<String>,
    defined: BTreeSet<String>,
}

/// A path, by a `use` or in the code.
struct Taken {
    path: Vec<String>,
    /// What a `use` calls it: `*` is everything.
    name: Option<String>,
    public: bool,
}

impl Tree {
    /// From paths and texts.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files: Vec<_> = files.into_iter().map(|(path, text)| (path, tokens(text))).collect();
        let renamed: BTreeMap<_, _> = files.iter().flat_map(|(path, tokens)| renamed(path, tokens)).collect();
        let mut tree = Self::default();
        for (path, tokens) in &files {
            let module = renamed.get(*path).cloned().unwrap_or_else(|| module_of(path));
            tree.modules.entry(module.clone()).or_default().push((*path).to_owned());
            for (up, _) in module.match_indices("::") {
                tree.modules.entry(module[..up].to_owned()).or_default();
            }
            tree.files.insert((*path).to_owned(), Source::read(module, tokens));
        }
        tree.imports = tree.files.keys().map(|path| (path.clone(), tree.taken_by(path, true))).collect();
        tree.uses = tree.files.keys().map(|path| (path.clone(), tree.taken_by(path, false))).collect();
        tree
    }

    /// Each file, and the files that it names something of.
    pub fn imports(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.imports.iter().map(|(path, imports)| (path.as_str(), imports))
    }

    /// Whether the code of a file has a word.
    pub fn has_word(&self, path: &str, word: &str) -> bool {
        self.files[path].words.contains(word)
    }

    fn taken_by(&self, path: &str, also_handed_on: bool) -> BTreeSet<String> {
        let file = &self.files[path];
        let own = |taken: &&Taken| {
            also_handed_on || !taken.public || taken.name.iter().any(|name| file.words.contains(name))
        };
        let mut all = BTreeSet::new();
        for taken in file.taken.iter().filter(own) {
            let parts = (1..=taken.path.len()).rev().map(|n| &taken.path[..n]);
            let found = parts.map(|part| self.find(&file.module, part, 0)).find(|found| !found.is_empty());
            all.extend(found.into_iter().flatten().cloned());
        }
        all.remove(path);
        all
    }

    /// The imports that close circles: `a -> b`. Some may be left out before it looks.
    pub fn circles(&self, leave_out: impl Fn(&str, &str) -> bool) -> Vec<String> {
        let arrows = self
            .uses
            .iter()
            .flat_map(|(path, others)| others.iter().map(move |other| (path.as_str(), other.as_str())));
        let mut arrows: Vec<_> = arrows.filter(|(a, b)| !leave_out(a, b)).collect();
        loop {
            let before = arrows.len();
            let (from, to): (BTreeSet<_>, BTreeSet<_>) = arrows.iter().copied().unzip();
            arrows.retain(|(a, b)| to.contains(a) && from.contains(b));
            if arrows.len() == before {
                return arrows.iter().map(|(a, b)| format!("{a} -> {b}")).collect();
            }
        }
    }

    /// The files that have what a path leads to, seen from a module.
    fn find(&self, module: &str, path: &[String], steps: usize) -> BTreeSet<&String> {
        let files = self.modules.get(module).map_or(&[][..], Vec::as_slice);
        let Some((first, rest)) = path.split_first() else { return files.iter().collect() };
        let child = format!("{module}::{first}");
        let next = match first.as_str() {
            _ if steps > 20 => return BTreeSet::new(),
            "crate" => Some(""),
            "self" => Some(module),
            "super" => Some(module.rsplit_once("::").map_or("", |(up, _)| up)),
            _ => self.modules.contains_key(&child).then_some(child.as_str()),
        };
        if let Some(next) = next {
            return self.find(next, rest, steps + 1);
        }
        let mut all = BTreeSet::new();
        for here in files {
            let file = &self.files[here];
            let through = |name: &str, rest: &[String]| -> BTreeSet<&String> {
                let named = file.taken.iter().filter(|taken| taken.name.as_deref() == Some(name));
                let paths = named.map(|taken| [&taken.path, rest].concat());
                paths.flat_map(|path| self.find(module, &path, steps + 1)).collect()
            };
            let mut found = through(first, rest);
            if found.is_empty() && file.defined.contains(first) {
                found.insert(here);
            }
            if found.is_empty() {
                found = through("*", path);
            }
            all.append(&mut found);
        }
        all
    }
}

impl Source {
    fn read(module: String, tokens: &[String]) -> Self {
        let mut source = Self { module, ..Self::default() };
        let at = |i: usize| tokens.get(i).map_or("", String::as_str);
        // How deep the code is nested, and at which depths modules begin that stand in the file itself.
        let (mut depth, mut inner) = (0, Vec::new());
        let mut i = 0;
        while i < tokens.len() {
            let (before, from) = (at(i.wrapping_sub(1)), source.taken.len());
            match at(i) {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    inner.retain(|begin| *begin < depth);
                }
                "use" if at(i + 1) != "<" => {
                    let end = i + tokens[i..].iter().position(|token| token == ";").expect("a `;`");
                    source.take_tree(&tokens[i + 1..end], &[], ["pub", ")"].contains(&before));
                    i = end;
                }
                word if is_word(word) => {
                    if before != "mod" {
                        source.words.insert(word.into());
                    }
                    if DEFINES.contains(&word) {
                        source.defined.insert(at(i + 1).into());
                        if word == "mod" && at(i + 2) == "{" {
                            inner.push(depth);
                        }
                    }
                    let path =
                        (i..).step_by(2).take_while(|&j| is_word(at(j)) && (j == i || at(j - 1) == "::"));
                    let path: Vec<String> = path.map(|j| at(j).to_owned()).collect();
                    // `$crate::` is a path where the macro is used, and `pub(in crate::model)` is no import.
                    if path.len() > 1
                        && !["::", "$"].contains(&before)
                        && (before, at(i.wrapping_sub(2))) != ("in", "(")
                    {
                        source.taken.push(Taken { path, name: None, public: false });
                    }
                }
                _ => {}
            }
            source.taken[from..].iter_mut().for_each(|taken| leave(&mut taken.path, inner.len()));
            i += 1;
        }
        source
    }

    /// What a `use` takes: `a::b as c`, `a::{self, b::{c, d}}`, `a::*`.
    fn take_tree(&mut self, tree: &[String], common: &[String], public: bool) {
        if let Some(open) = tree.iter().position(|token| token == "{") {
            let within = &tree[open + 1..tree.len() - 1];
            let common = [common, &words(&tree[..open])].concat();
            let mut depth = 0;
            for branch in within.split(|token| {
                depth += i32::from(token == "{") - i32::from(token == "}");
                token == "," && depth == 0
            }) {
                self.take_tree(branch, &common, public);
            }
        } else if !tree.is_empty() {
            let (path, name) = match tree {
                [path @ .., r#as, name] if r#as == "as" => (path, name),
                _ => (tree, &tree[tree.len() - 1]),
            };
            let mut path = [common, &words(path)].concat();
            if path.len() > 1 && path.ends_with(&["self".into()]) {
                path.pop();
            }
            let name = if name == "self" { path.last().cloned() } else { Some(name.clone()) };
            self.taken.push(Taken { path, name, public });
        }
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn words(tokens: &[String]) -> Vec<String> {
    tokens.iter().filter(|token| is_word(token)).cloned().collect()
}

/// A path out of so many modules that stand in the file itself, as it is seen from the file's own.
fn leave(path: &mut Vec<String>, inner: usize) {
    let up = path.iter().take_while(|word| *word == "super").count();
    if inner > 0 && (up > 0 || path[0] == "self") {
        path.drain(..up.min(inner));
        path.insert(0, "self".into());
    }
}

/// `::a::b` of `a/b.rs` and of `a/b/mod.rs`.
fn module_of(path: &str) -> String {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { String::new() } else { format!("::{}", path.replace('/', "::")) }
}

/// The modules whose files have other names: `#[path = "model.rs"] mod variant;`.
fn renamed(path: &str, tokens: &[String]) -> Vec<(String, String)> {
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let of = |i: usize| {
        let file = tokens[i + 2].strip_prefix('"')?;
        let name = i + tokens[i..].iter().position(|token| token == "mod")? + 1;
        Some((format!("{folder}{file}"), format!("{}::{}", module_of(path), tokens[name])))
    };
    (2..tokens.len().saturating_sub(2))
        .filter(|&i| tokens[i] == "path" && tokens[i - 1] == "[")
        .filter_map(of)
        .collect()
}
