/** The Teams app: what its manifest says, in French with English beside it. Schema: Microsoft Teams manifest 1.29. */
import type { Translate } from './texts';

/** Whose app it is: what an administrator gives. */
export interface AppOwner {
  /** Of the bot registration; the app goes by the same id. */
  appId: string;
  /** Who runs the operation: 32 characters at most. */
  organisation: string;
  /** Their page about it, with the privacy notice; https. */
  website: string;
}

const SCHEMA = 'https://developer.microsoft.com/json-schemas/teams/v1.29';
/** Teams shows twelve commands at most; each role's own are told apart in their descriptions. */
const COMMANDS = ['nominate', 'pupils', 'remaining', 'place', 'help'] as const;

/** @param version of Relais: an administrator's update must have another */
export function manifestOf({ appId, organisation, website }: AppOwner, version: string, t: Translate): object {
  return {
    $schema: `${SCHEMA}/MicrosoftTeams.schema.json`,
    manifestVersion: '1.29',
    version,
    id: appId,
    localizationInfo: { defaultLanguageTag: 'fr', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] },
    developer: { name: organisation, websiteUrl: website, privacyUrl: website, termsOfUseUrl: website },
    name: { short: t('app:name'), full: t('app:fullName') },
    description: { short: t('app:short'), full: t('app:full') },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#5B5FC7',
    bots: [
      {
        botId: appId,
        scopes: ['personal'],
        supportsFiles: true,
        commandLists: [
          {
            scopes: ['personal'],
            commands: COMMANDS.map((name) => ({
              title: t(`app:command.${name}.title`),
              description: t(`app:command.${name}.description`),
            })),
          },
        ],
      },
    ],
    defaultInstallScope: 'personal',
    validDomains: [],
  };
}

/** The same texts in another language, by their place in the manifest. */
export function localizationOf(t: Translate): object {
  const commands = COMMANDS.flatMap((name, i) => {
    const at = `bots[0].commandLists[0].commands[${i}]`;
    return [
      [`${at}.title`, t(`app:command.${name}.title`)],
      [`${at}.description`, t(`app:command.${name}.description`)],
    ] as const;
  });
  return {
    $schema: `${SCHEMA}/MicrosoftTeams.Localization.schema.json`,
    'name.short': t('app:name'),
    'name.full': t('app:fullName'),
    'description.short': t('app:short'),
    'description.full': t('app:full'),
    ...Object.fromEntries(commands),
  };
}
