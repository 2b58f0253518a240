import type { Operand, Pipe, TemplateName, TemplateNode } from '../../go-template/nodes.ts';
import { type ParsedTemplate, parseTemplate } from '../../go-template/parser.ts';
import type { Template } from '../folder.ts';
import { MESSAGE_FUNCTIONS } from '../known/templates.ts';

const templates = new WeakMap<Template, ParsedTemplate>();

/** A message template as Grafana parses it; several rules ask, so it is read once. */
export function messageTemplate(template: Template): ParsedTemplate {
  const known = templates.get(template) ?? parseTemplate(template.template, { functions: MESSAGE_FUNCTIONS, isBody: isBody(template) });
  templates.set(template, known);
  return known;
}

/** Whether Grafana makes a definition of the whole text, called as the template is. */
export function isBody({ template }: Template): boolean {
  return !/\{\{[ \t\r\n\f]*define/.test(template);
}

/** The names that a message template defines. */
export function definedNames(template: Template): string[] {
  return [...(isBody(template) ? [template.name] : []), ...namesDefinedIn(messageTemplate(template).nodes)];
}

/** The names that a template defines. */
export function namesDefinedIn(nodes: readonly TemplateNode[]): string[] {
  return nodes.flatMap((node) => [...(node.kind === 'define' || node.kind === 'block' ? [node.name.text] : []), ...listsOf(node).flatMap(namesDefinedIn)]);
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
    return [...(isCall && name ? literalName(name) : []), ...[first, ...(name ? [name] : []), ...others].flatMap((operand) => (operand.kind === 'pipe' ? calledInPipe(operand.pipe) : []))];
  });
}

function literalName(operand: Operand): TemplateName[] {
  return operand.kind === 'literal' && typeof operand.value === 'string' ? [{ text: operand.value, offset: operand.offset, length: operand.length }] : [];
}

function listsOf(node: TemplateNode): (readonly TemplateNode[])[] {
  return 'list' in node ? [node.list, ...('otherwise' in node ? [node.otherwise] : [])] : [];
}
