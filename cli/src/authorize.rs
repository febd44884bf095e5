//! `accesspath authorize`: JSON Lines in, JSON Lines out.

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use accesspath_policy::line;

use crate::Status;
use crate::terminal::complain;

/// Answers every line of standard input, in order; flushes whenever the input would block.
pub fn run() -> Status {
    match answer(&mut BufReader::new(io::stdin()), &mut BufWriter::new(io::stdout().lock())) {
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Well,
        Err(error) => {
            complain(&format!("standard input or output: {error}"));
            Status::Wrong
        }
    }
}

fn answer<R: io::Read>(input: &mut BufReader<R>, output: &mut impl Write) -> io::Result<Status> {
    let mut status = Status::Well;
    let mut number = 0;
    let mut bytes = Vec::new();
    loop {
        // An empty buffer means that the next read may block: the answers so far must be written before.
        if input.buffer().is_empty() {
            output.flush()?;
        }
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            output.flush()?;
            return Ok(status);
        }
        number += 1;
        let answer = match std::str::from_utf8(&bytes) {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => line::answer(text.trim_end_matches(['\n', '\r']), number),
            Err(_) => line::unreadable("the line is not UTF-8 text", number),
        };
        if answer.is_error {
            status = Status::Wrong;
        }
        output.write_all(answer.json.as_bytes())?;
        output.write_all(b"\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, output: &str, status: Status) {
        let mut written = Vec::new();
        let found = answer(&mut BufReader::new(input.as_bytes()), &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), output);
        assert_eq!(found, status);
    }

    const ALLOWED: &str = r#"{"id":"x1","request":{"principal":"arn:aws:iam::111122223333:role/app","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","resource_account":"111122223333"},"identity_policies":[{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}]}"#;

    #[test]
    fn one_line_is_answered_with_one_line() {
        check(&format!("{ALLOWED}\n\n"), "{\"id\":\"x1\",\"decision\":\"allow\"}\n", Status::Well);
        check(ALLOWED, "{\"id\":\"x1\",\"decision\":\"allow\"}\n", Status::Well);
    }

    #[test]
    fn an_id_comes_back_as_it_was_written() {
        for id in ["12345678901234567890123", "1.50", "\"\\u00e9\""] {
            let input = ALLOWED.replace("\"x1\"", id);
            check(&input, &format!("{{\"id\":{id},\"decision\":\"allow\"}}\n"), Status::Well);
        }
    }

    #[test]
    fn an_error_names_its_line_and_column_and_the_rest_goes_on() {
        let wrong = r#"{"id":"x3","id":"x3"}"#;
        let error = r#"{"id":"x3","error":{"code":"duplicate-key","message":"\"id\" stands twice in one object","line":2,"column":12}}"#;
        let input = format!("{ALLOWED}\n{wrong}\n{ALLOWED}\n");
        let allowed = "{\"id\":\"x1\",\"decision\":\"allow\"}\n";
        check(&input, &format!("{allowed}{error}\n{allowed}"), Status::Wrong);
    }

    #[test]
    fn bytes_that_are_no_text_are_an_error_of_their_line() {
        let mut written = Vec::new();
        let status = answer(&mut BufReader::new(&b"\xff\n"[..]), &mut written).unwrap();
        assert_eq!(status, Status::Wrong);
        assert!(String::from_utf8(written).unwrap().contains("not UTF-8"));
    }
}
