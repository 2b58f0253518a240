import type { Operand, Pipe, Span, TemplateName, TemplateNode } from '../../grafana/go-template/nodes.ts';
import { type ParsedTemplate, parseTemplate } from '../../grafana/go-template/parser.ts';
import type { Receiver, Template } from '../folder.ts';
import { getOrInsert } from '../get-or-insert.ts';
import { isObject } from '../json.ts';
import { MESSAGE_FUNCTIONS } from '../../grafana/registries/templates.ts';
import { isUnknown } from '../loaded.ts';
import type { Path } from '../source/source.ts';

/** A setting of a contact point that Grafana renders as a template. */
export interface SettingText {
  readonly template: ParsedTemplate;
  /** The place of some of its characters, or of the whole text when Grafana's `$` expansion changed it. */
  readonly at: (span: Span) => { readonly at: Path; readonly within?: Span };
}

const templates = new WeakMap<Template, ParsedTemplate>();
const settings = new WeakMap<Receiver, readonly SettingText[]>();

/** A message template as Grafana parses it. Cached, because several rules need it. */
export function messageTemplate(template: Template): ParsedTemplate {
  return getOrInsert(templates, template, () =>
    parseTemplate(template.template, { functions: MESSAGE_FUNCTIONS, isBody: isBody(template) }),
  );
}

/**
 * The settings of a receiver that contain a template and whose text is known. Cached, because several rules need them.
 */
export function settingTexts(receiver: Receiver): readonly SettingText[] {
  return getOrInsert(settings, receiver, () =>
    textsIn(receiver, receiver.settings, receiver.written['settings'], ['settings']),
  );
}

function textsIn(receiver: Receiver, value: unknown, written: unknown, path: Path): SettingText[] {
  if (typeof value === 'string') {
    if (!value.includes('{{') || isUnknown(receiver, ...path)) return [];
    return [
      {
        template: parseTemplate(value, { functions: MESSAGE_FUNCTIONS }),
        at: ({ offset, length }) => (value === written ? { at: path, within: { offset, length } } : { at: path }),
      },
    ];
  }
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      textsIn(receiver, item, Array.isArray(written) ? (written as unknown[])[index] : undefined, [...path, index]),
    );
  return isObject(value)
    ? Object.entries(value).flatMap(([key, member]) =>
        textsIn(receiver, member, isObject(written) ? written[key] : undefined, [...path, key]),
      )
    : [];
}

/** Whether Grafana wraps the whole text in a definition named after the template. */
export function isBody({ template }: Template): boolean {
  return !/\{\{[ \t\r\n\f]*define/.test(template);
}

/** The names that a message template defines. */
export function definedNames(template: Template): string[] {
  return [...(isBody(template) ? [template.name] : []), ...namesDefinedIn(messageTemplate(template).nodes)];
}

/** The names that a template defines. */
export function namesDefinedIn(nodes: readonly TemplateNode[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.kind === 'define' || node.kind === 'block' ? [node.name.text] : []),
    ...listsOf(node).flatMap(namesDefinedIn),
  ]);
}

/** The templates that a template calls: `{{ template "a" . }}`, `{{ tmpl.Exec "a" . }}`. */
export function calledTemplates(nodes: readonly TemplateNode[]): TemplateName[] {
  return nodes.flatMap((node) => [
    ...(node.kind === 'template' ? [node.name] : []),
    ...('pipe' in node && node.pipe ? calledInPipe(node.pipe) : []),
    ...listsOf(node).flatMap(calledTemplates),
  ]);
}

function calledInPipe({ commands }: Pipe): TemplateName[] {
  return commands.flatMap(([first, name, ...others]): TemplateName[] => {
    const isCall = first.kind === 'function' && first.name === 'tmpl' && first.fields[0] === 'Exec';
    return [
      ...(isCall && name ? literalName(name) : []),
      ...[first, ...(name ? [name] : []), ...others].flatMap((operand) =>
        operand.kind === 'pipe' ? calledInPipe(operand.pipe) : [],
      ),
    ];
  });
}

function literalName(operand: Operand): TemplateName[] {
  return operand.kind === 'literal' && typeof operand.value === 'string'
    ? [{ text: operand.value, offset: operand.offset, length: operand.length }]
    : [];
}

function listsOf(node: TemplateNode): (readonly TemplateNode[])[] {
  return 'list' in node ? [node.list, ...('otherwise' in node ? [node.otherwise] : [])] : [];
}
