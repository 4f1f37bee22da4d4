import { describeSetting, isSettingName, type SettingName, settingGroups } from './settings.ts'

const INTRODUCTION = `Stationmaster, a charging station management system

Usage: npm start -- [--config FILE] [--demo] [--owner-link] [--help]

  --config FILE   read settings from this JSON file, which STATIONMASTER_CONFIG may name as well
                  (default ./stationmaster.json when there is one)
  --demo          run with a simulated fleet in a data directory of its own (./data-demo)
  --owner-link    print a new one-time link for the owner's account and end
  --help          print this page

Settings come from the environment, then from the JSON file, then from the defaults below.
A setting marked * is a secret: NAME_FILE may name a file that holds it.`

/** The text of `--help`: every setting with its default and meaning, by group. */
export function helpText(): string {
  const sections = Object.entries(settingGroups).map(([heading, group]) =>
    [`${heading}:`, ...Object.keys(group).filter(isSettingName).map(settingLine)].join('\n'),
  )
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`
}

function settingLine(name: SettingName): string {
  const setting = describeSetting(name)
  const preset = setting.default === undefined || setting.default === '' ? 'not set' : setting.default
  const label = setting.secret ? `${name} *` : name
  return `  ${label.padEnd(27)}${setting.description} [${preset}]`
}
