"""Words for goods that are delivered. All are written without their accents."""

from __future__ import annotations

DELIVERED = """
    delivery|deliver|delivered|delivery date|delivery dates|delivery week|to be delivered|shipping|shipment|dispatch
    despatch|lieferung|anlieferung|livraison|entrega|consegna|levering|aflevering|bezorging|expedition|envio|spedizione
    collection and delivery
"""
"""What says when goods come."""
LEADING = ",|from|between|on|week|dates|ab|vom|von|du|desde|del|dal|van|vanaf|a partir de"
"""What may stand between such a word and its days."""
WORK = """
    day|days|hour|hours|hrs|h|session|sessions|visit|visits|drop|drops|run|runs|trip|trips|driver|drivers|van|vans|week
    weeks|month|months|per|a|x|and|to|am|pm|st|nd|rd|th|workshop|workshops|course|courses|class|classes|lesson|lessons
    module|modules|delegate|delegates|attendee|attendees|participant|participants|people|person|persons|staff|trainer
    trainers|consultant|consultants|meal|meals|tag|tage|stunde|stunden|teilnehmer|jour|jours|heure|heures|participants
    dia|dias|hora|horas|giorno|giorni|ora|ore|dag|dagen|uur|uren
"""
"""What is counted of a service."""
