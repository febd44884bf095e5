//! The messages about keys that a client sends along (SSE-C).

use super::Template;

/// The answer of a bucket that blocks keys of clients (SSE-C).
pub const SSE_C_BLOCKED: Template = Template {
    id: "sse-c-blocked",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: User: {principal} is not authorized to perform: {action} on resource: \"{resource}\" because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type",
};

/// The answer to a read without the client's own key, of an object that needs it.
pub const SSE_C_NEEDED: Template = Template {
    id: "sse-c-needed",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
};

/// The answer to a read with a client's own key, of an object that is not encrypted with one.
pub const SSE_C_NOT_APPLICABLE: Template = Template {
    id: "sse-c-not-applicable",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: The encryption parameters are not applicable to this object.",
};

/// The answer to a request with a client's own key over HTTP.
pub const SSE_C_INSECURE: Template = Template {
    id: "sse-c-insecure",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.",
};

/// The answer to an upload with a client's own key that asks for another encryption, too.
pub const SSE_C_INCOMPATIBLE: Template = Template {
    id: "sse-c-incompatible",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
};
