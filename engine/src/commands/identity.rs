//! Commands about the policies of roles and users: inline, managed, and as a permissions boundary.

use accesspath_policy::arn::Arn;

use super::{Script, quoted};
use crate::scenario::Scenario;

/// A role or user: the word of IAM for it, its name as an argument, and the beginning of the ARNs of its account.
pub(super) struct Identity {
    pub(super) word: &'static str,
    pub(super) name: String,
    iam: String,
}

impl Identity {
    /// The role or user of that id.
    pub(super) fn of(id: &str, scenario: &Scenario) -> Self {
        let user = || scenario.callers.iter().find(|it| it.id == id).and_then(|it| it.user.clone());
        let (word, arn) = match scenario.role(id) {
            Some(role) => ("role", Some(role.arn.clone())),
            None => ("user", user()),
        };
        let arn = arn.unwrap_or_else(|| id.to_owned());
        let (partition, account) =
            Arn::parse(&arn).map_or(("aws", ""), |it| (it.partition, it.account));
        let iam = format!("arn:{partition}:iam::{account}:");
        Self { word, name: quoted(arn.rsplit('/').next().unwrap_or(&arn)), iam }
    }

    /// The ARN of a managed policy of its account, which a scenario may name by its name: its path is known to AWS.
    fn policy(document: &str) -> String {
        if Arn::parse(document).is_some() {
            return quoted(document);
        }
        let name = document.replace('\\', r"\\").replace('\'', r"\'");
        let query = quoted(&format!("Policies[?PolicyName=='{name}'].Arn"));
        format!("\"$(aws iam list-policies --scope Local --query {query} --output text)\"")
    }

    /// The ARN of a policy of AWS's own, which a scenario may name by its name.
    pub(super) fn of_aws(&self, document: &str, scenario: &Scenario) -> String {
        let partition = Arn::parse(&self.iam).map_or("aws", |it| it.partition);
        match Arn::parse(document) {
            Some(_) => quoted(document),
            None => {
                let path = scenario.managed.path(document).unwrap_or(document);
                quoted(&format!("arn:{partition}:iam::aws:policy/{path}"))
            }
        }
    }

    /// Puts a policy: a new one inline, another where it stands.
    pub(super) fn put(&self, script: &mut Script, document: &str, file: &str, is_made: bool) {
        let (word, name, own) = (self.word, &self.name, quoted(document));
        let inline = format!(
            "aws iam put-{word}-policy --{word}-name {name} --policy-name {own} --policy-document {file}"
        );
        let managed = new_version(&Self::policy(document), file);
        match Arn::parse(document) {
            Some(_) => script.put(managed),
            None if is_made => script.put(inline),
            None => either(script, document, &inline, &managed),
        }
    }

    /// Takes a policy away: of an own one that was made inline, or of one that stands somewhere.
    pub(super) fn removed(
        &self,
        script: &mut Script,
        document: &str,
        is_own: bool,
        from: &Scenario,
    ) {
        let (word, name, own) = (self.word, &self.name, quoted(document));
        let detach = |arn: String| {
            format!("aws iam detach-{word}-policy --{word}-name {name} --policy-arn {arn}")
        };
        let delete =
            format!("aws iam delete-{word}-policy --{word}-name {name} --policy-name {own}");
        match (is_own, Arn::parse(document)) {
            (false, _) => script.put(detach(self.of_aws(document, from))),
            (true, Some(_)) => script.put(detach(own)),
            // What the script has made it made inline.
            (true, None) if script.takes_back => script.put(delete),
            (true, None) => either(script, document, &delete, &detach(Self::policy(document))),
        }
    }

    /// Puts a permissions boundary; a new one is a policy of its own, whose ARN AWS tells.
    pub(super) fn bound(&self, script: &mut Script, document: &str, file: &str, is_new: bool) {
        let (word, name) = (self.word, &self.name);
        if !is_new {
            let arn = match Arn::parse(document) {
                Some(_) => quoted(document),
                None => format!("\"$({})\"", self.boundary()),
            };
            return script.put(new_version(&arn, file));
        }
        let arn = match (Arn::parse(document), script.made.contains_key(&made(document))) {
            (Some(_), _) => quoted(document),
            (None, true) => script.id(&made(document)),
            (None, false) => {
                let own = quoted(document);
                script.make(
                    &made(document),
                    &format!("aws iam create-policy --policy-name {own} --policy-document {file} --query Policy.Arn"),
                );
                script.id(&made(document))
            }
        };
        script.put(format!(
            "aws iam put-{word}-permissions-boundary --{word}-name {name} --permissions-boundary {arn}"
        ));
    }

    /// Takes the permissions boundary away, and keeps its ARN for those who take that back.
    pub(super) fn unbound(&self, script: &mut Script, document: &str) {
        let (word, name) = (self.word, &self.name);
        if !script.takes_back && Arn::parse(document).is_none() {
            script.make(&made(document), &self.boundary().replace(" --output text", ""));
        }
        script.put(format!("aws iam delete-{word}-permissions-boundary --{word}-name {name}"));
        if script.takes_back && script.made.contains_key(&made(document)) {
            let arn = script.id(&made(document));
            script.put(format!("aws iam delete-policy --policy-arn {arn}"));
        }
    }

    /// The command that tells the ARN of its permissions boundary.
    fn boundary(&self) -> String {
        let (word, name) = (self.word, &self.name);
        let kind = if word == "role" { "Role" } else { "User" };
        format!(
            "aws iam get-{word} --{word}-name {name} --query {kind}.PermissionsBoundary.PermissionsBoundaryArn --output text"
        )
    }
}

/// What a script calls the ARN of a policy: no document holds the name.
fn made(document: &str) -> String {
    format!("arn of {document}")
}

/// A scenario tells a policy by its name: one command is for an inline policy, the other for a managed one.
fn either(script: &mut Script, document: &str, inline: &str, managed: &str) {
    script.remark(&format!("Run the line that fits. If {document} is an inline policy:"));
    script.remark(inline);
    script.remark("If it is a managed policy, which may be attached elsewhere too:");
    script.remark(managed);
}

// AWS: "CreatePolicyVersion" — a managed policy keeps five versions; the oldest may have to be deleted first.
fn new_version(arn: &str, file: &str) -> String {
    format!(
        "aws iam create-policy-version --policy-arn {arn} --set-as-default --policy-document {file}"
    )
}
