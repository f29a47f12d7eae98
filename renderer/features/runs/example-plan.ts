/** The example plan: it runs in the sandbox unchanged, where the numbers' endings decide the outcomes. */
export const examplePlan = `name: Viber first in Estonia
repeat: 2
seed: 7
numbers:
  - name: Tele2 phone
    number: +37255550100
    operator: Tele2
  - name: Elisa phone
    number: +37255550110
    operator: Elisa
  - name: Telia phone
    number: +37255550161
    operator: Telia
chains:
  - name: Viber, then SMS
    steps:
      - viber: "Your code is 1234"
        wait: 10 s
      - sms: "Your code is 1234"
  - name: SMS
    steps:
      - sms: "Your code is 1234"
    expect:
      - segments: 1
expect:
  - reaches: any within 30 s
  - cost at most: 0.20
  - callbacks verified
`;
