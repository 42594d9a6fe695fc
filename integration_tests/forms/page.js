// Shows a JSON schema as a form, as react-jsonschema-form does it by itself, and keeps what it sends or refuses.
import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const root = createRoot(document.getElementById("form"));

window.show = (schema) => {
  window.sent = window.refused = null;
  const onSubmit = ({ formData }) => { window.sent = JSON.parse(JSON.stringify(formData)); };
  const onError = (errors) => { window.refused = errors.map((each) => each.stack); };
  root.render(createElement(Form, { key: Math.random(), schema, validator, onSubmit, onError }));
};
