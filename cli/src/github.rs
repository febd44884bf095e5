//! Workflow commands of GitHub Actions, which the runner shows beside the lines of a pull request.
//!
//! GitHub: "Workflow commands for GitHub Actions". In a message the percent sign and the ends of lines are escaped, in a
//! property also what ends it.

use crate::annotation::{Annotation, Level};
use crate::terminal::{one_line, print};

/// Prints a command for each annotation.
pub fn show(annotations: &[Annotation]) {
    print(&annotations.iter().map(command).collect::<String>());
}

fn command(annotation: &Annotation) -> String {
    let Annotation { file, region, document, level, rule, message, help } = annotation;
    let word = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = vec![("file", one_line(file))];
    if let Some(region) = region {
        properties.push(("line", region.start.line.to_string()));
        // GitHub takes columns only of a place in one line.
        if region.start.line == region.end.line {
            properties.push(("col", region.start.column.to_string()));
            properties.push(("endColumn", region.end.column.to_string()));
        } else {
            properties.push(("endLine", region.end.line.to_string()));
        }
    }
    // Standard input is no file of the repository.
    properties.retain(|_| file != "-");
    properties.push(("title", format!("accesspath: {rule}")));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", of_property(value))).collect();
    let mut lines = vec![match document {
        Some(document) => one_line(&format!("{document}: {message}")),
        None => one_line(message),
    }];
    lines.extend(help.as_ref().map(|it| one_line(&format!("help: {it}"))));
    format!("::{word} {}::{}\n", properties.join(","), of_message(&lines.join("\n")))
}

fn of_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn of_property(text: &str) -> String {
    of_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use accesspath_policy::text::Lines;
    use accesspath_policy::text::Span;

    use super::*;
    use crate::annotation::Region;

    fn annotation(file: &str) -> Annotation {
        let text = "one\n🪣 two";
        Annotation {
            file: file.to_owned(),
            region: Some(Region::of(&Lines::new(text), text, Span::new(9, 12))),
            document: Some("bucket-policy".to_owned()),
            level: Level::Warning,
            rule: "some-rule".to_owned(),
            message: "100% of it, or: \r\n::error::none".to_owned(),
            help: Some("do\nit".to_owned()),
        }
    }

    #[test]
    fn what_ends_a_property_or_a_message_is_escaped() {
        assert_eq!(
            command(&annotation("a,b:c%.json")),
            "::warning file=a%2Cb%3Ac%25.json,line=2,col=4,endColumn=7,title=accesspath%3A some-rule::bucket-policy: 100%25 of it, or: \\r\\n::error::none%0Ahelp: do\\nit\n"
        );
    }

    #[test]
    fn standard_input_has_no_place_in_the_repository() {
        let command = command(&annotation("-"));
        assert!(command.starts_with("::warning title=accesspath%3A some-rule::"), "{command}");
    }
}
