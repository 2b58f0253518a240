import type { CommandWords, Word } from './words.ts';

/** A shell with completion. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** Returns the script that completes command lines of these words in a shell; elsewhere it completes file names. */
export function completionScript(shell: Shell, words: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](words);
}

function bash(words: readonly CommandWords[]): string {
  const answers = words.map(
    ({ path, commands, options, argument }) =>
      `    ${quoted(path)}) words=${quoted([...commands, ...options].map(({ name }) => name).concat(argument))} ;;\n`,
  );
  return `# pf-grafana completion bash
_pf_grafana() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" at= words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${at:+$at }$word" in ${pathPattern(words)}) at="\${at:+$at }$word" ;; esac
  done
  case "$at $previous" in
${valueCases(words, (choices) => `words=${quoted(choices)}`, ':')}  *) case "$at" in
${answers.join('')}  esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ "\${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _pf_grafana pf-grafana
`;
}

function zsh(words: readonly CommandWords[]): string {
  const described = ({ name, description }: Word): string => quoted([`${name}:${description}`]);
  const answers = words.map(
    ({ path, commands, options, argument }) =>
      `    ${quoted(path)}) found=(${[...commands, ...options, ...argument.map((name) => ({ name, description: '' }))].map(described).join(' ')}) ;;\n`,
  );
  return `#compdef pf-grafana
# pf-grafana completion zsh
_pf_grafana() {
  local at= word previous="\${words[CURRENT-1]}"
  local -a found
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in ${pathPattern(words)}) at="\${at:+$at }$word" ;; esac
  done
  case "$at $previous" in
${valueCases(words, (choices) => `found=(${choices.map((one) => quoted([one])).join(' ')})`, '_files; return')}  *) case "$at" in
${answers.join('')}  esac ;;
  esac
  _describe 'pf-grafana' found || _files
}
compdef _pf_grafana pf-grafana
`;
}

function fish(words: readonly CommandWords[]): string {
  const lines = words.flatMap(({ path, commands, options, argument }) => {
    const condition = [
      ...path.map((name) => `__fish_seen_subcommand_from ${name}`),
      ...(commands.length === 0
        ? []
        : [`not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`]),
    ].join('; and ');
    const complete = `complete -c pf-grafana -n ${quoted([condition])}`;
    return [
      ...commands.map(({ name, description }) => `${complete} -f -a ${quoted([name])} -d ${quoted([description])}`),
      ...argument.map((one) => `${complete} -f -a ${quoted([one])}`),
      ...options.map(({ name, description, takesValue, choices }) =>
        [
          `${complete} -l ${name.slice('--'.length)}`,
          ...(takesValue ? ['-r'] : []),
          ...(choices.length > 0 ? [`-f -a ${quoted(choices)}`] : []),
          `-d ${quoted([description])}`,
        ].join(' '),
      ),
    ];
  });
  return `# pf-grafana completion fish\n${lines.join('\n')}\n`;
}

/** `'build'|'fleet'|'fleet exporter'`: the path of every command, as a pattern for \`case\`. */
function pathPattern(words: readonly CommandWords[]): string {
  return words.flatMap(({ path }) => (path.length > 0 ? [quoted(path)] : [])).join('|');
}

/** One case per option with a value: it completes the choices, or file names. */
function valueCases(
  words: readonly CommandWords[],
  ofChoices: (choices: readonly string[]) => string,
  ofAnything: string,
): string {
  return words
    .flatMap(({ path, options }) =>
      options
        .filter(({ takesValue }) => takesValue)
        .map(
          ({ name, choices }) =>
            `  ${quoted([`${path.join(' ')} ${name}`])}) ${choices.length > 0 ? ofChoices(choices) : ofAnything} ;;\n`,
        ),
    )
    .join('');
}

/** Joins words to one shell word in which nothing is expanded. */
function quoted(words: readonly string[]): string {
  return `'${words.join(' ').replaceAll("'", String.raw`'\''`)}'`;
}
