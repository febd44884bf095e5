//! What the page around the frame asks for. Its messages are read as a stranger's: what is unknown or incomplete asks
//! for nothing.

use super::Frame;
use crate::chosen::Chosen;
use crate::theme::Theme;

/// What the page around the frame asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// To show these colours.
    Theme(Theme),
    /// To show these parts.
    Show(Frame),
    /// To open the content of a link, by its fragment.
    Load(String),
    /// To select a path, and a control on it.
    Select(Chosen),
    /// To send the request, or to go a step with it.
    Step(SendTo),
}

/// A step of the request that is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendTo {
    /// On by itself.
    Play,
    /// No further by itself.
    Pause,
    /// To the next control.
    Next,
    /// To the control before.
    Back,
    /// Away from the path.
    Reset,
}

impl Asked {
    /// Reads a message, whose members `member` gives as texts.
    pub fn read(member: impl Fn(&str) -> Option<String>) -> Option<Self> {
        if member("accesspath").as_deref() != Some("1") {
            return None;
        }
        let chosen = || Chosen {
            path: member("path").filter(|it| !it.is_empty()),
            control: member("control").filter(|it| !it.is_empty()),
            ..Chosen::default()
        };
        match member("type")?.as_str() {
            "theme" => Some(Self::Theme(Theme::parse(&member("theme")?))),
            "show" => {
                let editable = member("editable").as_deref() == Some("true");
                Some(Self::Show(Frame::of(&member("show").unwrap_or_default(), editable)))
            }
            "load" => {
                let content = match (member("example"), member("link")) {
                    (Some(id), _) if !id.is_empty() => format!("ex={id}"),
                    (_, Some(link)) => {
                        link.split_once('#').map_or(link.as_str(), |it| it.1).to_owned()
                    }
                    _ => return None,
                };
                Some(Self::Load(content + &chosen().write()))
            }
            "select" => Some(Self::Select(chosen())),
            "step" => Some(Self::Step(match member("step")?.as_str() {
                "play" => SendTo::Play,
                "pause" => SendTo::Pause,
                "next" => SendTo::Next,
                "back" => SendTo::Back,
                "reset" => SendTo::Reset,
                _ => return None,
            })),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message of these members, `name=value`, is read so.
    #[track_caller]
    fn check(members: &[&str], expected: Option<Asked>) {
        let member = |name: &str| {
            let own = members.iter().filter_map(|it| it.split_once('=')).find(|it| it.0 == name);
            own.map(|it| it.1.to_owned())
        };
        assert_eq!(Asked::read(member), expected, "{members:?}");
    }

    fn load(fragment: &str) -> Option<Asked> {
        Some(Asked::Load(fragment.to_owned()))
    }

    #[test]
    fn a_message_asks_for_one_thing() {
        let on = |words: &[&'static str]| [&["accesspath=1"], words].concat();
        check(&on(&["type=theme", "theme=dark"]), Some(Asked::Theme(Theme::Dark)));
        check(&on(&["type=step", "step=play"]), Some(Asked::Step(SendTo::Play)));
        let chosen = Chosen {
            path: Some("C".to_owned()),
            control: Some("resource_policy".to_owned()),
            ..Chosen::default()
        };
        let select = on(&["type=select", "path=C", "control=resource_policy"]);
        check(&select, Some(Asked::Select(chosen)));
        let frame = Frame::of("picture", true);
        check(&on(&["type=show", "show=picture", "editable=true"]), Some(Asked::Show(frame)));
    }

    #[test]
    fn a_message_loads_an_example_or_a_link_with_what_it_selects() {
        let on = |words: &[&'static str]| [&["accesspath=1", "type=load"], words].concat();
        check(&on(&["example=four-ways-in", "path=C"]), load("ex=four-ways-in&path=C"));
        check(&on(&["link=s=1.AAAA"]), load("s=1.AAAA"));
        check(&on(&["link=https://example.com/#ex=a", "path=A b"]), load("ex=a&path=A%20b"));
        check(&on(&[]), None);
    }

    #[test]
    fn what_is_no_message_asks_for_nothing() {
        check(&["type=theme", "theme=dark"], None);
        check(&["accesspath=2", "type=theme", "theme=dark"], None);
        check(&["accesspath=1", "type=theme"], None);
        check(&["accesspath=1", "type=explode"], None);
        check(&["accesspath=1", "type=step", "step=sideways"], None);
        check(&["accesspath=1"], None);
    }
}
