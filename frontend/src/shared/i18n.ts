import i18next from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { en, zh, type Resources } from "@/locales";

export type Language = "zh-CN" | "en";
const KEY = "tidu.language";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: Resources;
  }
}

function keptLanguage(): Language {
  return localStorage.getItem(KEY) === "en" ? "en" : "zh-CN";
}

export function currentLanguage(): Language {
  return i18next.language === "en" ? "en" : "zh-CN";
}

/** Switch the screen's language and keep the choice in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** Chinese first, English second; both are in the bundle, so nothing is fetched. */
export async function startI18n(language: Language = keptLanguage()): Promise<void> {
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    defaultNS: "common",
    resources: { "zh-CN": zh, en },
    interpolation: { escapeValue: false }, // React escapes
  });
}

/** What is data in both languages (programmes, criteria, reasons): the words of the language chosen. */
export function useWords(): (of: { zh: string; en: string } | null | undefined) => string {
  const language = useLanguage();
  return useCallback((of) => (of ? (language === "en" ? of.en || of.zh : of.zh) : ""), [language]);
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh-CN";
}
