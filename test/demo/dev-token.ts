/** A token as the development issuer gives it to whom asks. Where no `sub` is named it chooses one. */
export async function devToken(issuer: string, user: { readonly role: string; readonly agency: string; readonly sub?: string }): Promise<string> {
  const answer = await fetch(`${issuer}/dev-token?${new URLSearchParams({ ...user }).toString()}`);
  if (!answer.ok) throw new Error(`no development token: ${answer.status}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
