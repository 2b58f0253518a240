/**
 * Returns the SQL that creates a role unless it exists, because PostgreSQL has no CREATE ROLE IF NOT EXISTS. The role
 * can log in by default.
 */
export function createRole(user: string, attribute: 'LOGIN' | 'NOLOGIN' = 'LOGIN'): string {
  const body = `
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(user)}) THEN
    CREATE ROLE ${identifier(user)} ${attribute};
  END IF;
END
`;
  let tag = '$pf$';
  // The role's name may contain the dollar tag, which would end the body.
  while (body.includes(tag)) tag = `${tag.slice(0, -1)}_$`;
  return `DO ${tag}${body}${tag};`;
}

/** Quotes a name with double quotes. */
export function identifier(name: string): string {
  // Some names are also used in SQL comments, which a line break would end.
  if (name === '' || /\p{Cc}/u.test(name))
    throw new Error(
      `${JSON.stringify(name)} cannot be a name in PostgreSQL here: it is empty or holds a control character.`,
    );
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes a string independently of `standard_conforming_strings`: with a backslash it uses the E'' form. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
