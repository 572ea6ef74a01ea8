//! One request and one answer over a socket, byte for byte.
//!
//! It must not understand what it carries: an answer is a head without its date, and a body.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A request but for the token.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    pub(crate) fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: String::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn sending(mut self, content_type: &str, body: impl Into<String>) -> Self {
        self.body = body.into();
        self.with("content-type", content_type)
    }
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    /// Status line and headers, in their order, without `date`.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answered {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn status(&self) -> u16 {
        self.head.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection that is kept.
pub(crate) struct Client {
    address: String,
    stream: Option<BufReader<TcpStream>>,
    token: Option<String>,
}

impl Client {
    pub(crate) fn new(address: &str, token: Option<&str>) -> Self {
        Self { address: address.to_owned(), stream: None, token: token.map(str::to_owned) }
    }

    /// Asks, and says how long the answer took.
    pub(crate) fn ask(&mut self, asked: &Asked) -> (Answered, Duration) {
        let start = Instant::now();
        // The server may have closed a connection that was kept.
        let answered = self.try_ask(asked).unwrap_or_else(|_| {
            self.stream = None;
            self.try_ask(asked).unwrap()
        });
        (answered, start.elapsed())
    }

    fn try_ask(&mut self, asked: &Asked) -> std::io::Result<Answered> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(&self.address)?;
            stream.set_nodelay(true)?;
            self.stream = Some(BufReader::new(stream));
        }
        let stream = self.stream.as_mut().unwrap();
        let mut request =
            format!("{} {} HTTP/1.1\r\nhost: data.example\r\n", asked.method, asked.path);
        if let Some(token) = &self.token {
            request.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        for (name, value) in &asked.headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !asked.body.is_empty() || asked.method != "GET" {
            request.push_str(&format!("content-length: {}\r\n", asked.body.len()));
        }
        request.push_str("\r\n");
        request.push_str(&asked.body);
        stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if line == "\r\n" {
                break;
            }
            if !line.to_ascii_lowercase().starts_with("date:") {
                head.push_str(&line);
            }
        }
        let mut answered = Answered { head, body: Vec::new() };
        let bodiless = asked.method == "HEAD" || matches!(answered.status(), 204 | 304);
        if answered.header("transfer-encoding") == Some("chunked") && !bodiless {
            answered.body = chunks(stream)?;
        } else if let Some(length) = answered.header("content-length").filter(|_| !bodiless) {
            answered.body = vec![0; length.parse().unwrap()];
            stream.read_exact(&mut answered.body)?;
        }
        if answered.header("connection") == Some("close") {
            self.stream = None;
        }
        Ok(answered)
    }
}

fn chunks(stream: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).unwrap();
        let from = body.len();
        body.resize(from + size, 0);
        stream.read_exact(&mut body[from..])?;
        stream.read_line(&mut line)?;
        if size == 0 {
            return Ok(body);
        }
    }
}
