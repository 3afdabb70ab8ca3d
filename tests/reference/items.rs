//! The public items of the crate, out of rustdoc's JSON, by the paths that users write.
//!
//! That JSON is no stable format: this reads little of it, and fails where that little isn't there. Nothing that it doesn't know is passed over in silence.

use serde_json::Value;
use std::collections::BTreeSet;

/// The format that this was written for; another one may do.
const KNOWN_FORMAT: u64 = 57;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Module,
    /// A struct, an enum, a union.
    Type,
    Trait,
    Macro,
    /// A function or an inherent method.
    Function,
    TraitMethod,
    /// A variant, a field, a constant, an associated type: what a sentence says all about.
    Part,
}

#[derive(Debug, Clone)]
pub struct Item {
    pub path: String,
    pub kind: Kind,
    pub docs: String,
    pub is_unsafe: bool,
    pub gives_result: bool,
    pub tracks_caller: bool,
    /// Its file and its first and last line.
    pub source: (String, usize, usize),
}

impl Item {
    pub fn is_in(&self, module: &str) -> bool {
        self.path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

/// All of them, or why the JSON can't be read.
pub fn items(json: &Value) -> Result<Vec<Item>, String> {
    let mut walk = Walk { json, found: Vec::new(), seen: BTreeSet::new() };
    walk.item(&json["root"], "").map_err(|why| {
        format!(
            "rustdoc's JSON isn't as expected: {why}. It has format {}; tests/reference/items.rs reads {KNOWN_FORMAT} (Rust 1.95): take that \
             toolchain, or teach it the other format",
            json["format_version"]
        )
    })?;
    Ok(walk.found)
}

struct Walk<'a> {
    json: &'a Value,
    found: Vec<Item>,
    seen: BTreeSet<(String, String)>,
}

impl Walk<'_> {
    fn item(&mut self, id: &Value, within: &str) -> Result<(), String> {
        let id = id.as_u64().map(|id| id.to_string()).ok_or_else(|| format!("{id} is no item's number"))?;
        let json = self.json;
        let Some(item) = json["index"].get(&id) else {
            // What is another crate's isn't described here; what is stripped as hidden isn't either.
            return match json["paths"].get(&id).map(|path| &path["crate_id"]) {
                Some(krate) if *krate != 0 => Ok(()),
                _ => Err(format!("item {id} in `{within}` is missing")),
            };
        };
        let (kind, inner) = item["inner"]
            .as_object()
            .filter(|inner| inner.len() == 1)
            .and_then(|inner| inner.iter().next())
            .ok_or_else(|| format!("item {id} in `{within}` has no kind"))?;
        if kind == "use" {
            return self.reexport(inner, within);
        }
        let name = item["name"].as_str().ok_or_else(|| format!("{kind} {id} in `{within}` has no name"))?;
        let path = if within.is_empty() { name.to_owned() } else { format!("{within}::{name}") };
        // Functions of one name stand in several inherent impls, types may be re-exported twice.
        if !self.seen.insert((path.clone(), id)) {
            return Ok(());
        }
        let of_trait = inner_is_trait_member(kind, within, &self.found);
        self.found.push(read(kind, item, inner, path.clone(), of_trait)?);
        match kind.as_str() {
            "module" | "trait" => self.members(list(inner, "items")?, &path),
            "struct" | "union" | "enum" => self.parts(inner, &path),
            _ => Ok(()),
        }
    }

    fn reexport(&mut self, inner: &Value, within: &str) -> Result<(), String> {
        match inner["is_glob"].as_bool() {
            Some(false) => self.item(&inner["id"], within),
            Some(true) => {
                let module = &self.json["index"][inner["id"].to_string()]["inner"]["module"];
                self.members(list(module, "items")?, within)
            }
            None => {
                Err(format!("`{within}` re-exports {}, and it isn't said whether all of it", inner["source"]))
            }
        }
    }

    fn members(&mut self, ids: &[Value], within: &str) -> Result<(), String> {
        ids.iter().try_for_each(|id| self.item(id, within))
    }

    /// What a type has: variants, fields, inherent methods.
    fn parts(&mut self, inner: &Value, path: &str) -> Result<(), String> {
        if let Some(variants) = inner.get("variants") {
            self.members(variants.as_array().ok_or("variants are no list")?, path)?;
        }
        if let Some(fields) = inner.pointer("/kind/plain/fields").or_else(|| inner.get("fields")) {
            self.members(fields.as_array().ok_or("fields are no list")?, path)?;
        }
        for id in list(inner, "impls")? {
            let Some(block) = self.json["index"].get(id.to_string()) else { continue };
            let block = block["inner"].get("impl").ok_or_else(|| format!("an impl of `{path}` isn't one"))?;
            if block.get("trait").ok_or_else(|| format!("an impl of `{path}` names no trait"))?.is_null() {
                self.members(list(block, "items")?, path)?;
            }
        }
        Ok(())
    }
}

fn inner_is_trait_member(kind: &str, within: &str, found: &[Item]) -> bool {
    kind == "function" && found.iter().any(|item| item.path == within && item.kind == Kind::Trait)
}

fn list<'a>(inner: &'a Value, what: &str) -> Result<&'a [Value], String> {
    inner[what].as_array().map(Vec::as_slice).ok_or_else(|| format!("no list of {what}"))
}

fn read(kind: &str, item: &Value, inner: &Value, path: String, of_trait: bool) -> Result<Item, String> {
    let lacks = |what: &str| format!("{kind} `{path}` has no {what}");
    let flag = |at: &str| inner.pointer(at).and_then(Value::as_bool).ok_or_else(|| lacks(at));
    let line = |at: &str| item.pointer(at).and_then(Value::as_u64).ok_or_else(|| lacks(at));
    let known = match kind {
        "module" => Kind::Module,
        "struct" | "enum" | "union" => Kind::Type,
        "trait" => Kind::Trait,
        "macro" | "proc_macro" => Kind::Macro,
        "function" if of_trait => Kind::TraitMethod,
        "function" => Kind::Function,
        "variant" | "struct_field" | "assoc_const" | "assoc_type" | "constant" | "static" | "type_alias" => {
            Kind::Part
        }
        other => return Err(format!("`{path}` is a {other}, which isn't known")),
    };
    let is_unsafe = match kind {
        "function" => flag("/header/is_unsafe")?,
        "trait" => flag("/is_unsafe")?,
        _ => false,
    };
    let gives_result = kind == "function" && {
        let output = inner.pointer("/sig/output").ok_or_else(|| lacks("/sig/output"))?;
        let named = output.pointer("/resolved_path/path").and_then(Value::as_str).unwrap_or_default();
        named.rsplit("::").next() == Some("Result")
    };
    let attributes = item.get("attrs").ok_or_else(|| lacks("attrs"))?.to_string();
    let file =
        item.pointer("/span/filename").and_then(Value::as_str).ok_or_else(|| lacks("span"))?.to_owned();
    let (first, last) = (line("/span/begin/0")?, line("/span/end/0")?);
    let line = |number: u64| usize::try_from(number).map_err(|error| error.to_string());
    Ok(Item {
        docs: item.get("docs").ok_or_else(|| lacks("docs"))?.as_str().unwrap_or_default().to_owned(),
        kind: known,
        is_unsafe,
        gives_result,
        tracks_caller: ["TrackCaller", "track_caller"].iter().any(|name| attributes.contains(name)),
        source: (file, line(first)?, line(last)?),
        path,
    })
}
