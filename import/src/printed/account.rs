//! `aws iam get-account-authorization-details` → the roles and users of an account, each with all its policies.

use accesspath_policy::policy::PolicyKind;

use crate::given::{Given, Holder};
use crate::policy::document_name;
use crate::recognised::{Choice, Flaw, Kind, Question, Recognised};
use crate::source::{Found, Source};
use crate::written::{Object, text};

/// The most roles and users that are offered; no derivation: more than a person reads through.
const MOST: usize = 200;

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    let lists = ["RoleDetailList", "UserDetailList"];
    if !lists.iter().any(|it| found.has(it)) {
        return None;
    }
    let account = Account { source, whole: found };
    let [roles, users] = lists.map(|it| found.all(it));
    let title = format!(
        "get-account-authorization-details: {}, {}",
        counted(roles.len(), "role"),
        counted(users.len(), "user")
    );
    let mut recognised = source.found(Kind::Answer, &title, found.span());
    let mut choices: Vec<Choice> = Vec::new();
    for role in roles {
        choices.extend(account.role(role, &mut recognised.flaws));
    }
    for user in users {
        choices.extend(account.user(user, &mut recognised.flaws));
    }
    let mut flaw = |message: String| recognised.flaws.push(account.flaw(found, message));
    if found.flag("IsTruncated") == Some(true) {
        flaw(
            "the answer is cut off: IsTruncated is true, and what follows was not read".to_owned(),
        );
    }
    if choices.len() > MOST {
        flaw(format!("only the first {MOST} of {} are offered", choices.len()));
        choices.truncate(MOST);
    }
    if !choices.is_empty() {
        let chosen = (choices.len() == 1).then_some(0);
        choices.push(Choice { label: "None of these".to_owned(), facts: Vec::new() });
        let asks = "Which of them makes the call?".to_owned();
        recognised.questions.push(Question { asks, choices, chosen });
    }
    Some(vec![recognised])
}

/// The answer as a whole, in which groups and policies stand beside those who have them.
struct Account<'a> {
    source: &'a Source<'a>,
    whole: Found<'a>,
}

impl<'a> Account<'a> {
    fn role(&self, role: Found<'a>, flaws: &mut Vec<Flaw>) -> Option<Choice> {
        let (name, arn) = (role.text("RoleName")?, role.text("Arn")?);
        let mut facts = vec![Given::Role(arn.to_owned())];
        let member = |name, json| Given::Member { of: Holder::Role, name, json };
        facts.extend(role.text("RoleId").map(|it| member("unique_id", text(it))));
        // The CLI leaves out the tags of a role that has none.
        let tags =
            role.all("Tags").into_iter().filter_map(|it| it.text("Key").zip(it.text("Value")));
        let tags = tags.fold(Object::default(), |json, (key, value)| json.with_text(key, value));
        facts.push(member("tags", tags.end()));
        if let Some(trust) = role.at(&["AssumeRolePolicyDocument"]) {
            facts.push(self.document(trust, PolicyKind::Trust, None));
        }
        facts.push(self.boundary(role));
        facts.push(Given::NoPolicy(PolicyKind::Identity));
        facts.extend(self.policies(role, "RolePolicyList", flaws));
        Some(Choice { label: format!("Role {name}"), facts })
    }

    fn user(&self, user: Found<'a>, flaws: &mut Vec<Flaw>) -> Option<Choice> {
        let (name, arn) = (user.text("UserName")?, user.text("Arn")?);
        let mut facts = vec![Given::User(arn.to_owned()), self.boundary(user)];
        facts.push(Given::NoPolicy(PolicyKind::Identity));
        facts.extend(self.policies(user, "UserPolicyList", flaws));
        for group in user.texts("GroupList") {
            let all = self.whole.all("GroupDetailList");
            match all.into_iter().find(|it| it.text("GroupName") == Some(&group)) {
                Some(group) => facts.extend(self.policies(group, "GroupPolicyList", flaws)),
                None => {
                    let message =
                        format!("the policies of the group {group} of {name} are not in it");
                    flaws.push(self.flaw(user, message));
                }
            }
        }
        Some(Choice { label: format!("User {name}"), facts })
    }

    /// The inline policies of a role, a user or a group, and those that are attached to it.
    fn policies(&self, of: Found<'a>, inline: &str, flaws: &mut Vec<Flaw>) -> Vec<Given> {
        let mut facts = Vec::new();
        for own in of.all(inline) {
            if let Some(document) = own.at(&["PolicyDocument"]) {
                facts.push(self.document(document, PolicyKind::Identity, own.text("PolicyName")));
            }
        }
        for own in of.all("AttachedManagedPolicies") {
            let Some(arn) = own.text("PolicyArn") else { continue };
            match self.managed(arn) {
                Some(document) => {
                    let name = own.text("PolicyName");
                    facts.push(self.document(document, PolicyKind::Identity, name));
                }
                None => {
                    facts.push(Given::Attached(arn.to_owned()));
                    if !is_of_aws(arn) {
                        flaws.push(self.flaw(own, format!("the text of {arn} is not in it")));
                    }
                }
            }
        }
        facts
    }

    fn boundary(&self, of: Found<'a>) -> Given {
        let arn = of.at(&["PermissionsBoundary"]);
        let Some(arn) = arn.and_then(|it| it.text("PermissionsBoundaryArn")) else {
            return Given::NoPolicy(PolicyKind::Boundary);
        };
        match self.managed(arn) {
            Some(document) => self.document(document, PolicyKind::Boundary, None),
            None => Given::Bounded(arn.to_owned()),
        }
    }

    /// The text of a managed policy of the account: that of its default version.
    fn managed(&self, arn: &str) -> Option<Found<'a>> {
        let all = self.whole.all("Policies");
        let own = all.into_iter().find(|it| it.text("Arn") == Some(arn))?;
        let versions = own.all("PolicyVersionList");
        let default = versions.into_iter().find(|it| it.flag("IsDefaultVersion") == Some(true));
        default?.at(&["Document"])
    }

    fn document(&self, document: Found<'a>, kind: PolicyKind, name: Option<&str>) -> Given {
        Given::Policy {
            kind,
            owner: None,
            name: name.unwrap_or(document_name(kind)).to_owned(),
            text: self.source.text_of(document.span()).to_owned(),
        }
    }

    fn flaw(&self, at: Found<'_>, message: String) -> Flaw {
        let place = self.source.place(at.span());
        Flaw { message, line: place.line, column: place.column }
    }
}

/// The policy is one of AWS's own.
pub(super) fn is_of_aws(arn: &str) -> bool {
    arn.split(':').nth(4) == Some("aws")
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
