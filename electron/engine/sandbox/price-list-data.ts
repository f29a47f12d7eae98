/**
 * The sandbox's price list: invented but plausible prices in EUR. Each line is one country: ISO 3166 code,
 * name, calling prefix, the price of one SMS part, then of one Viber, WhatsApp, RCS and Telegram message, and
 * the networks as MCC+MNC and name.
 */
export const priceListText = `
EE | Estonia | 372 | 0.06 | 0.02 | 0.055 | 0.048 | 0.015 | 24801 Telia, 24802 Elisa, 24803 Tele2
LV | Latvia | 371 | 0.058 | 0.02 | 0.055 | 0.047 | 0.015 | 24701 LMT, 24702 Tele2, 24705 Bite
LT | Lithuania | 370 | 0.042 | 0.02 | 0.05 | 0.039 | 0.015 | 24601 Telia, 24602 Bite, 24603 Tele2
FI | Finland | 358 | 0.075 | 0.031 | 0.07 | 0.061 | 0.015 | 24405 Elisa, 24412 DNA, 24491 Telia
SE | Sweden | 46 | 0.054 | 0.031 | 0.07 | 0.049 | 0.015 | 24001 Telia, 24002 Tre, 24007 Tele2, 24008 Telenor
NO | Norway | 47 | 0.061 | 0.031 | 0.07 | 0.052 | 0.015 | 24201 Telenor, 24202 Telia, 24214 ice
DK | Denmark | 45 | 0.044 | 0.031 | 0.07 | 0.041 | 0.015 | 23801 TDC, 23802 Telenor, 23806 3, 23820 Telia
IS | Iceland | 354 | 0.052 | 0.031 | 0.07 | 0.049 | 0.015 | 27401 Siminn, 27402 Vodafone, 27411 Nova
GB | United Kingdom | 44 | 0.038 | 0.034 | 0.046 | 0.036 | 0.015 | 23410 O2, 23415 Vodafone, 23420 3, 23430 EE
IE | Ireland | 353 | 0.065 | 0.034 | 0.07 | 0.054 | 0.015 | 27201 Vodafone, 27203 eir, 27205 3
DE | Germany | 49 | 0.082 | 0.044 | 0.119 | 0.075 | 0.015 | 26201 Telekom, 26202 Vodafone, 26203 O2
FR | France | 33 | 0.056 | 0.041 | 0.078 | 0.054 | 0.015 | 20801 Orange, 20810 SFR, 20815 Free, 20820 Bouygues
ES | Spain | 34 | 0.049 | 0.034 | 0.054 | 0.045 | 0.015 | 21401 Vodafone, 21403 Orange, 21404 Yoigo, 21407 Movistar
PT | Portugal | 351 | 0.036 | 0.034 | 0.054 | 0.034 | 0.015 | 26801 Vodafone, 26803 NOS, 26806 MEO
IT | Italy | 39 | 0.067 | 0.034 | 0.06 | 0.058 | 0.015 | 22201 TIM, 22210 Vodafone, 22288 WindTre, 22250 Iliad
NL | Netherlands | 31 | 0.088 | 0.044 | 0.139 | 0.079 | 0.015 | 20404 Vodafone, 20408 KPN, 20416 Odido
BE | Belgium | 32 | 0.079 | 0.044 | 0.07 | 0.071 | 0.015 | 20601 Proximus, 20610 Orange, 20620 Base
LU | Luxembourg | 352 | 0.062 | 0.044 | 0.07 | 0.056 | 0.015 | 27001 POST, 27077 Tango, 27099 Orange
AT | Austria | 43 | 0.061 | 0.041 | 0.07 | 0.055 | 0.015 | 23201 A1, 23203 Magenta, 23205 Drei
CH | Switzerland | 41 | 0.059 | 0.044 | 0.07 | 0.053 | 0.015 | 22801 Swisscom, 22802 Sunrise, 22803 Salt
PL | Poland | 48 | 0.026 | 0.022 | 0.05 | 0.025 | 0.015 | 26001 Plus, 26002 T-Mobile, 26003 Orange, 26006 Play
CZ | Czechia | 420 | 0.051 | 0.024 | 0.07 | 0.046 | 0.015 | 23001 T-Mobile, 23002 O2, 23003 Vodafone
SK | Slovakia | 421 | 0.063 | 0.024 | 0.07 | 0.055 | 0.015 | 23101 Orange, 23102 Telekom, 23106 O2
HU | Hungary | 36 | 0.071 | 0.024 | 0.07 | 0.062 | 0.015 | 21601 Yettel, 21630 Telekom, 21670 Vodafone
RO | Romania | 40 | 0.048 | 0.022 | 0.07 | 0.044 | 0.015 | 22601 Vodafone, 22603 Telekom, 22610 Orange
BG | Bulgaria | 359 | 0.086 | 0.021 | 0.07 | 0.071 | 0.015 | 28401 A1, 28403 Vivacom, 28405 Yettel
GR | Greece | 30 | 0.047 | 0.022 | 0.07 | 0.043 | 0.015 | 20201 Cosmote, 20205 Vodafone, 20210 Nova
HR | Croatia | 385 | 0.057 | 0.022 | 0.07 | 0.051 | 0.015 | 21901 HT, 21902 Telemach, 21910 A1
SI | Slovenia | 386 | 0.072 | 0.022 | 0.07 | 0.062 | 0.015 | 29340 A1, 29341 Telekom, 29370 Telemach
RS | Serbia | 381 | 0.041 | 0.019 | 0.06 | 0.039 | 0.015 | 22001 Yettel, 22003 MTS, 22005 A1
UA | Ukraine | 380 | 0.092 | 0.017 | 0.06 | 0.074 | 0.012 | 25501 Vodafone, 25503 Kyivstar, 25506 lifecell
KZ | Kazakhstan | 77 | 0.071 | 0.022 | 0.06 | 0.065 | 0.012 | 40101 Beeline, 40102 Kcell, 40177 Tele2/Altel
TR | Turkey | 90 | 0.018 | 0.021 | 0.011 | 0.017 | 0.015 | 28601 Turkcell, 28602 Vodafone, 28603 Turk Telekom
IL | Israel | 972 | 0.033 | 0.034 | 0.033 | 0.032 | 0.015 | 42501 Partner, 42502 Cellcom, 42503 Pelephone
AE | United Arab Emirates | 971 | 0.039 | 0.034 | 0.035 | 0.038 | 0.015 | 42402 Etisalat, 42403 du
ZA | South Africa | 27 | 0.021 | 0.031 | 0.034 | 0.02 | 0.015 | 65501 Vodacom, 65507 Cell C, 65510 MTN
NG | Nigeria | 234 | 0.034 | 0.031 | 0.046 | 0.033 | 0.015 | 62120 Airtel, 62130 MTN, 62150 Glo
KE | Kenya | 254 | 0.031 | 0.031 | 0.021 | 0.029 | 0.015 | 63902 Safaricom, 63903 Airtel, 63907 Telkom
IN | India | 91 | 0.0305 | 0.034 | 0.009 | 0.012 | 0.015 | 40410 Airtel, 40420 Vi, 405840 Jio
PH | Philippines | 63 | 0.0215 | 0.019 | 0.062 | 0.021 | 0.015 | 51502 Globe, 51503 Smart, 51566 DITO
SG | Singapore | 65 | 0.037 | 0.034 | 0.065 | 0.036 | 0.015 | 52501 Singtel, 52503 M1, 52505 StarHub
AU | Australia | 61 | 0.034 | 0.034 | 0.062 | 0.033 | 0.015 | 50501 Telstra, 50502 Optus, 50503 Vodafone
US | United States | 1 | 0.0075 | 0.034 | 0.022 | 0.0075 | 0.015 | 310260 T-Mobile, 310410 AT&T, 311480 Verizon
BR | Brazil | 55 | 0.0175 | 0.034 | 0.055 | 0.0165 | 0.015 | 72402 TIM, 72405 Claro, 72406 Vivo
MX | Mexico | 52 | 0.0285 | 0.034 | 0.038 | 0.027 | 0.015 | 334020 Telcel, 334030 Movistar, 334050 AT&T
`;
