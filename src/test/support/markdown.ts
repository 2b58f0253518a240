/** A page of Markdown without its blocks of code, whose signs are not Markdown. */
export function withoutCode(page: string): string {
  return page.replaceAll(/^(`{3,}).*\n[^]*?^\1$/gm, '').replaceAll(/^(?: {4}.*\n?)+/gm, '');
}

/** Where the links and pictures of a page lead, as they are written. */
export function linksOf(page: string): string[] {
  const text = withoutCode(page).replaceAll(/`[^`\n]*`(?!\])/g, '');
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors of a page: each heading as GitHub writes it in an address, a second one of the same words with a number. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = slug(heading);
    let free = anchor;
    for (let count = 1; anchors.has(free); count++) free = `${anchor}-${count}`;
    anchors.add(free);
  }
  return anchors;
}

function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** Lines of code that stand for what somebody types, without the prompt and without a remark behind them. */
export function typedLines(page: string): string[] {
  const blocks = [...page.matchAll(/^```(?:sh|bash|console)\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  const indented = [...page.matchAll(/^ {4}(.*)$/gm)].map(([, line = '']) => line);
  return [...blocks.flatMap((block) => block.split('\n')), ...indented].map((line) =>
    line.replace(/^\$ /, '').replace(/ {2,}#.*$/, ''),
  );
}
