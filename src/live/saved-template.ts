import { type JsonObject, textOf } from '../folder/json.ts';
import type { Entity } from '../folder/folder.ts';

/**
 * A message template as Grafana stores it: trimmed, and wrapped in a `define` of its name if it contains none
 * (pkg/services/ngalert/api/tooling/definitions/alertmanager_validation.go).
 */
export function savedTemplate<T extends Entity & { readonly name: string }>(template: T): T {
  const saved = (json: JsonObject): JsonObject => {
    const text = textOf(json['template']);
    return text === undefined ? json : { ...json, template: savedText(text, template.name) };
  };
  return { ...template, json: saved(template.json), written: saved(template.written) };
}

function savedText(text: string, name: string): string {
  const content = text.trim();
  if (/\{\{\s*define/.test(content)) return content;
  const body = content
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return `{{ define "${name}" }}\n${body}\n{{ end }}`;
}
