import type { GeneralSettings } from '@freehold/core-contracts/tenants';

type NumberSetting = {
  kind: 'number';
  name: {
    [K in keyof GeneralSettings]: GeneralSettings[K] extends number ? K : never;
  }[keyof GeneralSettings];
  label: string;
  hint: string;
  unit: string;
  min: number;
  max: number;
};
type SwitchSetting = {
  kind: 'switch';
  name: {
    [K in keyof GeneralSettings]: GeneralSettings[K] extends boolean ? K : never;
  }[keyof GeneralSettings];
  label: string;
  hint: string;
};
type ChoiceSetting = {
  kind: 'choice';
  name: 'disposableEmail' | 'defaultLocale';
  label: string;
  hint: string;
  options: readonly { value: string; label: string }[];
};
type TextSetting = { kind: 'text'; name: 'currencyCode'; label: string; hint: string };

export type SettingField = NumberSetting | SwitchSetting | ChoiceSetting | TextSetting;
export type SettingGroup = {
  title: string;
  description: string;
  fields: readonly SettingField[];
};

/** Every setting of a tenant, with what it does. */
export const settingGroups: readonly SettingGroup[] = [
  {
    title: 'Sign-up and review',
    description: 'Who may become a person here, and how they are looked at.',
    fields: [
      {
        kind: 'number',
        name: 'minimumAgeYears',
        label: 'Minimum age',
        hint: 'Younger people cannot finish signing up.',
        unit: 'years',
        min: 0,
        max: 120,
      },
      {
        kind: 'switch',
        name: 'isReviewRequired',
        label: 'A reviewer decides on every registration',
        hint: 'Switched off, whoever finishes signing up is approved without a person looking.',
      },
      {
        kind: 'switch',
        name: 'isNationalIdRequired',
        label: 'Nobody is approved without a national id number',
        hint: 'People are asked for it, and a reviewer cannot approve a file without one.',
      },
      {
        kind: 'number',
        name: 'approvalTargetHours',
        label: 'Target for a decision',
        hint: 'A case older than this counts as overdue.',
        unit: 'hours',
        min: 1,
        max: 720,
      },
      {
        kind: 'choice',
        name: 'disposableEmail',
        label: 'Addresses that throw their mail away',
        hint: 'Refused at the first step, or let in and marked for the reviewer.',
        options: [
          { value: 'REFUSE', label: 'Refuse' },
          { value: 'FLAG', label: 'Let in and mark' },
        ],
      },
    ],
  },
  {
    title: 'Four eyes',
    description: 'Acts that one operator alone cannot carry out.',
    fields: [
      {
        kind: 'switch',
        name: 'isFourEyesRequired',
        label: 'Irreversible acts and approvals need two operators',
        hint: 'One proposes, another approves; nobody approves their own. This holds for switching it off as well.',
      },
    ],
  },
  {
    title: 'Limits',
    description: 'So that one tenant cannot use up what all share.',
    fields: [
      {
        kind: 'number',
        name: 'messagesPerHour',
        label: 'Messages in an hour',
        hint: 'E-mail and SMS together. What is over waits for the next hour.',
        unit: 'messages',
        min: 1,
        max: 1_000_000,
      },
      {
        kind: 'number',
        name: 'apiRequestsPerMinute',
        label: 'Requests of one API key',
        hint: 'More than this in a minute are refused with the time to wait.',
        unit: 'in a minute',
        min: 1,
        max: 100_000,
      },
    ],
  },
  {
    title: 'Language and money',
    description: 'What people see before they have chosen.',
    fields: [
      {
        kind: 'choice',
        name: 'defaultLocale',
        label: 'Language',
        hint: 'Of pages and messages to people who have not chosen one.',
        options: [
          { value: 'en', label: 'English' },
          { value: 'fr', label: 'Français' },
        ],
      },
      {
        kind: 'text',
        name: 'currencyCode',
        label: 'Currency',
        hint: 'Two to eight capital letters beside every amount. Amounts themselves do not change.',
      },
    ],
  },
];
