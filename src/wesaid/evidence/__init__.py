"""Evidence: references in, duplicates, the order of screening, and a flow that adds up.

Everything takes values and returns values. Heavy libraries are imported where they are used, so that importing this
package stays quick.
"""
