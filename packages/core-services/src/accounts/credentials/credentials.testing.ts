import { hashPassword } from '../password/hash-password.ts';
import { readTestMessages } from '../../testing/index.ts';
import { SessionTest, type TestPerson } from '../session/session.testing.ts';

export const oldPassword = 'seven quiet herons wade';
export const newPassword = 'nine loud herons sleep well';

export interface CredentialTest {
  readonly house: SessionTest;
  /** A person with the old password. */
  addPerson(): Promise<TestPerson>;
  /** Secret of the newest link in a message to this address; fails where there is none. */
  linkTo(recipient: string, template: string, at?: SessionTest): Promise<string>;
  templatesTo(recipient: string): Promise<string[]>;
  userOf(person: TestPerson): ReturnType<typeof readUser>;
  close(): Promise<void>;
}

export async function openCredentialTest(): Promise<CredentialTest> {
  const house = await SessionTest.open();
  const passwordHash = await hashPassword(oldPassword);
  return {
    house,
    addPerson: () => house.addPerson({ passwordHash }),
    async linkTo(recipient, template, at = house) {
      const messages = await at.run((ctx) => readTestMessages(ctx, { recipient, template }));
      const secret = /#(?:[a-z0-9-]+\.)?([\w-]{43})/u.exec(messages.at(-1)?.body ?? '')?.[1];
      if (secret === undefined) throw new Error(`No ${template} was sent to ${recipient}`);
      return secret;
    },
    async templatesTo(recipient) {
      const messages = await house.run((ctx) => readTestMessages(ctx, { recipient }));
      return messages.map(({ template }) => template);
    },
    userOf: (person) => readUser(house, person),
    close: () => house.close(),
  };
}

function readUser(house: SessionTest, { id }: TestPerson) {
  return house.run((ctx) => ctx.db.user.findFirstOrThrow({ where: { id } }));
}
