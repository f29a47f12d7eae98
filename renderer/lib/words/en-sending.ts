/** The chain's waits, what a sending costs, when it goes, and what is asked before it does. */
import type { PluralForms } from './plural.ts';

type Many = (count: number, forms: PluralForms) => string;

const peopleOf = (many: Many, count: number) => many(count, { one: '1 person', other: `${count} people` });

export const enSending = (many: Many) => ({
  wait: 'Wait',
  thenTry: (channel: string) => `then try ${channel}`,
  drag: (channel: string) => `Drag ${channel} to another place`,
  timeline: {
    title: 'When it is tried',
    atLatest: (time: string) => `by ${time}`,
    lastEnds: (time: string) => `Given up at ${time} at the latest`,
    cost: 'Cost',
    unknown: 'price not known',
  },
  cost: {
    title: (people: number) =>
      people === 0 ? 'Cost' : `Cost for ${many(people, { one: '1 person', other: `${people} people` })}`,
    one: 'for one person',
    range: (low: string, high: string) => `${low} to ${high}`,
    upTo: (high: string, channels: string) => `up to ${high}, and ${channels}`,
    notKnown: 'not known',
    asking: 'asking for prices…',
    details: 'How it comes about',
    country: 'Country',
    noCountry: 'No country',
    people: 'People',
    least: 'At least',
    most: 'At most',
    networks:
      'Nobody can tell a number’s network beforehand, so it is the range over the networks of its country.',
    chain:
      'At least: the cheapest step reaches the person and nothing else is paid for. At most: every step is tried and paid for. Messente does not say whether a step that did not reach the person is.',
    merged: 'With the values in their places, people’s texts differ in length.',
    charged: (channels: string) =>
      `${channels}: as charged to this account lately, since Messente lists prices of SMS only.`,
    missing: (channels: string) =>
      `${channels}: Messente lists prices of SMS only, and this account has not been charged for it in each of these countries yet.`,
    missingSms: 'SMS: Messente has told no price for one of these countries.',
    asOf: (when: string) => `Messente’s prices, asked for ${when}.`,
    old: (when: string) => `Messente could not be asked for prices since ${when}: they may have changed.`,
  },
  when: {
    theirClock: 'By each person’s own clock',
    myClock: 'By my clock',
    myZone: (zone: string) => `Mine is ${zone}`,
    whose: 'Whose clock',
    theirs: (time: string) => `${time} where each person is`,
    in: (place: string) => `in ${place}`,
    inYours: (time: string) => `${time} yours`,
    there: (place: string, time: string) => `${place}: ${time}`,
    from: (first: string, last: string) => `from ${first} to ${last}`,
    more: (count: number) => many(count, { one: 'and 1 more country', other: `and ${count} more countries` }),
    noZone: (people: number) =>
      many(people, {
        one: '1 number belongs to no country, so it goes by your clock.',
        other: `${people} numbers belong to no country, so they go by your clock.`,
      }),
    uncertain: (country: string, zone: string) =>
      `${country} has several time zones and a number does not tell which; ${zone} is taken.`,
    chooseZone: (country: string) => `${country} has several time zones. Which do you go by?`,
    zone: 'Time zone',
    gap: (place: string, time: string, becomes: string) =>
      `${time} does not exist in ${place} on that day: the clock is set forward over it. It goes out at ${becomes}.`,
    twice: (place: string, time: string) =>
      `${time} comes twice in ${place} on that day: the clock is set back over it.`,
    firstTime: (time: string) => `The first, ${time}`,
    secondTime: (time: string) => `The second, ${time}`,
    firstTaken: 'The first is taken.',
    which: 'Which of the two',
    here: 'where you are',
    past: (country: string) => `This time is past in ${country}.`,
    more_: 'More',
    priority: 'Priority',
    priorities: { none: 'As Messente sets it', low: 'Low', regular: 'Regular', high: 'High' },
    textStore: 'What Messente keeps of the text',
    textStores: {
      none: 'As the account has it',
      nostore: 'Nothing',
      plaintext: 'The text',
      sha256: 'Its fingerprint (SHA-256)',
    },
  },
  before: {
    title: (people: number) =>
      many(people, { one: 'Before it goes to 1 person', other: `Before it goes to ${people} people` }),
    asked: 'It could not be looked up whether anything should be asked first.',
    account: (account: string) => `It goes out through ${account} and can’t be called back.`,
    many: (people: number) => `${peopleOf(many, people)} will get it.`,
    cost: 'Cost',
    quiet: (people: number) =>
      many(people, {
        one: 'It is quiet hours for 1 person',
        other: `It is quiet hours for ${people} people`,
      }),
    quietLater: (people: number) =>
      many(people, {
        one: 'A later step may reach 1 person in quiet hours',
        other: `A later step may reach ${people} people in quiet hours`,
      }),
    quietAt: (time: string, zone: string) => `It would be ${time} in ${zone}.`,
    quietStep: (channel: string, time: string, zone: string) =>
      `${channel} could be tried as late as ${time} in ${zone}, if what comes before it fails.`,
    uncertain: 'The number does not tell in which time zone the person is.',
    chooseZones: 'If the country has several, choose one in the settings to be asked less often.',
    hold: (until: string) => `Hold it until ${until}`,
    holdEach: 'Hold it until the morning where each person is',
    sendAnyway: 'Send it all the same',
    sendAtNight: 'Send it now all the same',
    quietChoice: 'Quiet hours',
    kept: 'That you chose so is kept with the message.',
    same: (people: number) =>
      many(people, {
        one: '1 person was sent the same words within a day',
        other: `${people} people were sent the same words within a day`,
      }),
    sameAt: (number: string, when: string) => `${number}, ${when}`,
    sameWill: (number: string, when: string) => `${number}, goes out ${when}`,
    sameChoice: 'The same words',
    leaveOut: (people: number) =>
      many(people, { one: 'Leave this person out', other: `Leave these ${people} people out` }),
    again: 'Send it to them again',
    doNotSend: (people: number) =>
      many(people, {
        one: '1 number is on the do-not-send list: nothing is sent to it.',
        other: `${people} numbers are on the do-not-send list: nothing is sent to them.`,
      }),
    listedWhy: (number: string, reason: string) => `${number}: ${reason}`,
    nobodyLeft: 'Every number here is on the do-not-send list, so there is nobody to send to.',
    and: (count: number) => `and ${count} more`,
    change: 'Change it',
    nobody: 'Nobody is left to send to.',
    send: (people: number) => many(people, { one: 'Send to 1 person', other: `Send to ${people} people` }),
    schedule: (people: number) =>
      many(people, { one: 'Schedule for 1 person', other: `Schedule for ${people} people` }),
    held: (people: number) =>
      many(people, {
        one: 'Held until the morning for 1 person',
        other: `Held until the morning for ${people} people`,
      }),
  },
  cancelScheduled: {
    tooLate: 'Too late: Messente does not have it waiting any more',
    tooLateText:
      'It answered that there is nothing to cancel: the message has gone out, or is going out now. What becomes of it is shown here as Messente tells it.',
    theirTime: (time: string, zone: string) => `${time} in ${zone}`,
  },
  settings: {
    title: 'Before sending',
    text: 'What you are asked about before a message goes out.',
    quiet: 'Ask before I write to somebody in quiet hours',
    quietHint: 'By the clock where the person is. The command line refuses until it is told.',
    from: 'From',
    to: 'To',
    notSame: 'Quiet hours can’t begin when they end.',
    sameText: 'Ask before the same words go to the same person within a day',
    inSandbox: 'Ask in the sandbox too',
    inSandboxHint: 'It reaches nobody, so it is not asked there; good to see what it is like.',
    manyPeople: 'Ask from so many people on',
    highCost: 'Ask from so many euros on',
    zones: 'Time zones of countries that have several',
    zonesText: 'A number tells its country, not where in it somebody is. Choose what you go by.',
    addZone: 'Country',
    noZones: 'None chosen: a country is taken to be quiet while it is quiet anywhere in it.',
    removeZone: (country: string) => `Forget the time zone of ${country}`,
  },
});
