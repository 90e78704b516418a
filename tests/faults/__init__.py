"""Faults on purpose: crowds, sudden deaths, broken bytes."""
