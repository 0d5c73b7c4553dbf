/** An address as it may be shown to whoever might not own it: `z***@people.example`. */
export function hintOfEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return `${first}***${email.slice(at)}`;
}

/** A number likewise: its last two digits. */
export function hintOfPhone(phone: string): string {
  return `***${phone.slice(-2)}`;
}
