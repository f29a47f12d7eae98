/** The scenarios that come with Omnideck. Each describes conditions that an integration should survive. */
export const builtInScenarios: readonly string[] = [
  `name: Fair weather
description: Everything works, answers come at once, every report arrives.
`,
  `name: Reports get lost
description: A third of the delivery reports never arrives. Who only waits for them never learns how it went.
callbacks:
  dropped: 35%
`,
  `name: Reports come twice and out of order
description: What counts them, or believes the last one, gets it wrong.
callbacks:
  doubled: 40%
  disordered: 40%
`,
  `name: Late reports
description: Every report comes half a minute late.
callbacks:
  delayed: 30 s
`,
  `name: Slow answers
description: Each answer takes eight seconds. What gives up early and sends again sends twice.
latency: 8 s
`,
  `name: Outage
description: Every call is answered 503. What was sent must wait, and go out once it is over.
outage: yes
`,
  `name: Credit runs out
description: There is enough for one or two messages; after that each step fails with err 4.
credit: "0.10"
`,
  `name: Prices went up
description: An SMS to Estonia and Latvia costs three times as much as the list said.
prices:
  EE:
    sms: "0.24"
  LV:
    sms: "0.21"
`,
  `name: People answer
description: Who gets a message in full answers it; who ends in 02 wants no more.
answers:
  - ending: "00"
    after: 3 s
    text: Thank you!
  - ending: "02"
    after: 5 s
    text: STOP
`,
];
